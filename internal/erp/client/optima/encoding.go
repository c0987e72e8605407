package optima

import (
	"bufio"
	"bytes"
	"io"
	"regexp"
	"strings"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"github.com/kartoteka/kartoteka/internal/erp/client/contractorfile"
)

// declarationBytes is how many bytes at the beginning of the file can declare its encoding.
const declarationBytes = 512

const (
	utf8Label  = "utf-8"
	utf16Label = "utf-16"
)

var declaration = regexp.MustCompile(`^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']`)

// charmaps are the single-byte encodings that ERPs of this region use.
var charmaps = map[string]*charmap.Charmap{
	"windows-1250": charmap.Windows1250, "cp1250": charmap.Windows1250,
	"windows-1252": charmap.Windows1252, "cp1252": charmap.Windows1252,
	"windows-1253": charmap.Windows1253, "cp1253": charmap.Windows1253,
	"iso-8859-1": charmap.ISO8859_1, "latin1": charmap.ISO8859_1,
	"iso-8859-2": charmap.ISO8859_2, "latin2": charmap.ISO8859_2,
	"iso-8859-7": charmap.ISO8859_7,
	"ibm852":     charmap.CodePage852, "cp852": charmap.CodePage852,
}

// form is the encoding that the first bytes of a file reveal, whatever the file declares.
type form struct {
	mark    string // the bytes that reveal it
	isBOM   bool   // whether the mark is not part of the text
	label   string
	endian  unicode.Endianness
	isUTF16 bool
}

var forms = []form{
	{mark: "\xef\xbb\xbf", isBOM: true, label: utf8Label},
	{mark: "\xff\xfe", isBOM: true, label: "utf-16le", endian: unicode.LittleEndian, isUTF16: true},
	{mark: "\xfe\xff", isBOM: true, label: "utf-16be", endian: unicode.BigEndian, isUTF16: true},
	{mark: "<\x00", label: "utf-16le", endian: unicode.LittleEndian, isUTF16: true},
	{mark: "\x00<", label: "utf-16be", endian: unicode.BigEndian, isUTF16: true},
}

// decode returns the file as UTF-8. If its bytes do not fit the declared encoding, the returned reader
// fails, at the latest at the end.
func decode(raw io.Reader) (io.Reader, error) {
	bytes := bufio.NewReader(raw)
	form := formOf(bytes)
	if form.isBOM {
		if _, err := bytes.Discard(len(form.mark)); err != nil {
			return nil, err
		}
	}
	if form.isUTF16 {
		utf16 := unicode.UTF16(form.endian, unicode.IgnoreBOM).NewDecoder()
		bytes = bufio.NewReader(transform.NewReader(bytes, utf16))
	}
	declared := declaredIn(bytes)
	if form.label != "" {
		if declared != "" && declared != form.label && (!form.isUTF16 || declared != utf16Label) {
			return nil, wrongEncoding(1)
		}
		return transform.NewReader(bytes, newGuard()), nil
	}
	return decodeDeclared(bytes, declared)
}

// decodeDeclared reads a file whose encoding only the declaration says.
func decodeDeclared(bytes io.Reader, declared string) (io.Reader, error) {
	if table, found := charmaps[declared]; found {
		bytes = transform.NewReader(bytes, newSuspicion(table))
		return transform.NewReader(bytes, transform.Chain(table.NewDecoder(), newGuard())), nil
	}
	switch {
	case declared == "", declared == utf8Label, declared == "utf8", declared == "us-ascii":
		return transform.NewReader(bytes, newGuard()), nil
	case strings.HasPrefix(declared, utf16Label):
		return nil, wrongEncoding(1)
	default:
		return nil, contractorfile.Refuse(1, "ENCODING_UNKNOWN", "The declared encoding is not supported; save the file as UTF-8.")
	}
}

func formOf(in *bufio.Reader) form {
	for _, form := range forms {
		// Peek returns what there is; a read error returns with the first token.
		if head, _ := in.Peek(len(form.mark)); bytes.Equal(head, []byte(form.mark)) {
			return form
		}
	}
	return form{}
}

// declaredIn returns the encoding in the XML declaration, in lower case.
func declaredIn(in *bufio.Reader) string {
	head, _ := in.Peek(declarationBytes)
	found := declaration.FindSubmatch(head)
	if found == nil {
		return ""
	}
	return strings.ToLower(string(found[1]))
}

func wrongEncoding(line int) error {
	return contractorfile.Refuse(line, "ENCODING_WRONG", "The bytes are not in the encoding that the file declares (UTF-8 when it declares none).")
}
