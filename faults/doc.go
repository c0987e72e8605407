// Package faults breaks the built program and looks whether it kept its promises: it is killed, its
// database crashes, replies are cut off, requests come twice and late. What clients were told is
// recorded and compared with what is there. It holds tests alone; docs/reliability.md lists the
// promises, `make faults` runs everything at its full size.
package faults
