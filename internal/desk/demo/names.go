package demo

import "github.com/kartoteka/kartoteka/internal/registry/customer"

// land is where some of the customers live: its people, its companies, its streets.
type land struct {
	country, language, currency string
	domain                      string // reserved for examples, so that no message ever arrives
	phone                       string // prefix and pattern, # being a digit
	taxID                       string // pattern, # being a digit; drawn until the checksum is right
	firstNames, lastNames       []string
	trades, forms               []string // "Hurtownia" + last name + "sp. z o.o."
	streets                     []string
	cities                      []city
	taxStatus                   customer.TaxStatus
}

type city struct{ name, postalCode string }

var lands = []land{
	{
		country: "PL", language: "pl", currency: "PLN", domain: "demo-pl.example", phone: "+48 5## ### ###", taxID: "##########",
		firstNames: []string{"Agnieszka", "Bożena", "Celina", "Dorota", "Elżbieta", "Grażyna", "Halina", "Irena", "Józef", "Kazimierz", "Leszek", "Mirosław", "Paweł", "Rafał", "Sławomir", "Tadeusz"},
		lastNames:  []string{"Adamczyk", "Bąk", "Cieślak", "Dąbrowska", "Górski", "Jabłoński", "Krawczyk", "Lewandowska", "Mazur", "Nowicka", "Olszewski", "Pawłowska", "Sikora", "Szymański", "Wójcik", "Zając"},
		trades:     []string{"Hurtownia", "Drukarnia", "Piekarnia", "Księgarnia", "Auto-Serwis", "Meble", "Ogrody", "Elektro"},
		forms:      []string{"sp. z o.o.", "s.c.", "sp.j.", "S.A."},
		streets:    []string{"ul. Lipowa", "ul. Kościuszki", "al. Niepodległości", "ul. Źródlana", "ul. Słoneczna", "pl. Wolności"},
		cities:     []city{{"Poznań", "61-001"}, {"Wrocław", "50-020"}, {"Białystok", "15-222"}, {"Toruń", "87-100"}, {"Zielona Góra", "65-001"}},
		taxStatus:  customer.Domestic,
	},
	{
		country: "CZ", language: "cs", currency: "CZK", domain: "demo-cz.example", phone: "+420 60# ### ###", taxID: "########",
		firstNames: []string{"Alžběta", "Barbora", "Dušan", "Eliška", "František", "Jiří", "Kateřina", "Luděk", "Markéta", "Ondřej", "Růžena", "Tomáš", "Zdeněk", "Žofie"},
		lastNames:  []string{"Beneš", "Černý", "Dvořáková", "Fiala", "Hájek", "Jelínková", "Kučera", "Marek", "Němcová", "Pokorný", "Růžička", "Šimek", "Veselá", "Zeman"},
		trades:     []string{"Papírnictví", "Pekařství", "Truhlářství", "Knihkupectví", "Zahradnictví", "Elektroservis"},
		forms:      []string{"s.r.o.", "a.s.", "v.o.s."},
		streets:    []string{"Husova", "Nádražní", "Květinová", "Na Příkopě", "Palackého"},
		cities:     []city{{"Brno", "602 00"}, {"Olomouc", "779 00"}, {"Plzeň", "301 00"}, {"Ústí nad Labem", "400 01"}},
		taxStatus:  customer.IntraEU,
	},
	{
		country: "GR", language: "el", currency: "EUR", domain: "demo-gr.example", phone: "+30 697 ### ####", taxID: "#########",
		firstNames: []string{"Αλέξανδρος", "Βασιλική", "Γεώργιος", "Δήμητρα", "Ελένη", "Ιωάννης", "Κατερίνα", "Μαρία", "Νικόλαος", "Σοφία", "Χρήστος"},
		lastNames:  []string{"Αγγελόπουλος", "Βλάχου", "Γεωργίου", "Δημητρίου", "Καραγιάννης", "Μακρή", "Νικολάου", "Οικονόμου", "Παπαδόπουλος", "Σταύρου"},
		trades:     []string{"Βιβλιοπωλείο", "Αρτοποιείο", "Έπιπλα", "Ηλεκτρικά", "Ελαιόλαδα"},
		forms:      []string{"Α.Ε.", "Ε.Π.Ε.", "Ο.Ε."},
		streets:    []string{"Ερμού", "Πανεπιστημίου", "Αριστοτέλους", "Τσιμισκή"},
		cities:     []city{{"Αθήνα", "105 57"}, {"Θεσσαλονίκη", "546 24"}, {"Πάτρα", "262 21"}},
		taxStatus:  customer.IntraEU,
	},
	{
		country: "GB", language: "en", currency: "GBP", domain: "demo-gb.example", phone: "+44 7400 ######", taxID: "#########",
		firstNames: []string{"Alice", "Charlotte", "Edward", "Fiona", "George", "Harriet", "Isla", "Jack", "Oliver", "Poppy", "Rory", "Siân"},
		lastNames:  []string{"Ashworth", "Bennett", "Clarke", "Evans", "Fletcher", "Hughes", "O'Brien", "Patel", "Reid", "Walker"},
		trades:     []string{"Books", "Bakery", "Garden Supplies", "Office Furniture", "Cycle Works"},
		forms:      []string{"Ltd", "LLP", "plc"},
		streets:    []string{"High Street", "Station Road", "Mill Lane", "Church Street"},
		cities:     []city{{"York", "YO1 7HH"}, {"Bristol", "BS1 4DJ"}, {"Leeds", "LS1 4AP"}},
		taxStatus:  customer.ExtraEU,
	},
}
