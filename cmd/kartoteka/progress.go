package main

import (
	"fmt"
	"io"
	"strings"
)

const barWidth = 30

// progress shows how much of a known whole is done: as a bar on a terminal, else as a
// line now and then.
type progress struct {
	out        io.Writer
	isTerminal bool
	step       int // how much must be done for another line
	shown      string
}

// show draws the bar again if it moved.
func (p *progress) show(done, total int) {
	if !p.isTerminal {
		if p.step > 0 && done > 0 && done < total && done%p.step == 0 {
			fmt.Fprintf(p.out, "%d of %d records done\n", done, total)
		}
		return
	}
	filled := barWidth * done / max(total, 1)
	bar := fmt.Sprintf("[%s%s] %d of %d", strings.Repeat("█", filled), strings.Repeat("░", barWidth-filled), done, total)
	if bar != p.shown {
		fmt.Fprint(p.out, "\r", bar)
		p.shown = bar
	}
}

// clear takes the bar away, so that something else can be printed.
func (p *progress) clear() {
	if p.shown != "" {
		fmt.Fprint(p.out, "\r\x1b[K")
		p.shown = ""
	}
}
