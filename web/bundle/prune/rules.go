package main

// A rule says what something in Go's runtime is in our programs.
type rule struct {
	in  string // the function that it is in; "" for all
	is  string // a regular expression of all of it, as types.ExprString writes it
	now string // what it is, a constant; or what stands for a call
	why string
}

// conditions are never true, or always are.
var conditions = []rule{
	{"", `\w+\.ok\(\)|traceEnabled\(\)|traceShuttingDown\(\)|traceAllocFreeEnabled\(\)`, "false", noTrace},
	{"", `goroutineProfile\.active|work\.goroutineLeak\.(pending\.Load\(\)|enabled)`, "false", noProfile},
	{"", `\w+\.releasetime > 0|caseReleaseTime > 0|acquiretime != 0|blockprofilerate > 0`, "false", noProfile},
	{"", `debug\.(schedtrace|scheddetail|gctrace|gcpacertrace|scavtrace|checkfinalizers|gccheckmark|efence|sbrk|clobberfree|` +
		`inittrace|gcstoptheworld|gcshrinkstackoff|tracefpunwindoff|tracebackancestors|dontfreezetheworld) (> \d|!= 0|== [12])`,
		"false", noGODEBUG},
	{"", `debug\.malloc|inittrace\.active|useCheckmark`, "false", noGODEBUG},
	{"", `debug\.tracebackancestors <= 0`, "true", noGODEBUG},
	{"", `iscgo|islibrary|isarchive|\*cgo_yield != nil|cgoTracebackAvailable\(\)|cgoSymbolizerAvailable\(\)`, "false", noC},
	{"", `(\w+\.)*bubble != nil`, "false", "package testing/synctest makes bubbles"},
	{"", `netpollinited\(\)`, "false", "WebAssembly in JavaScript has no files or connections to poll: see Go's src/runtime/netpoll_fake.go"},
	{"dopanic_m", `level > 0`, "false", noStack},
	{"dopanic_m", `gp\.sig != 0`, "false", "no signal interrupts WebAssembly"},
	{"findRunnable", `mp\.spinning \|\| 2 \* sched\.nmspinning\.Load\(\) < gomaxprocs - sched\.npidle\.Load\(\)`, "false", oneThread},
	{"findRunnable", `mp\.spinning|wasSpinning`, "false", oneThread},
	{"procresize", `i < old`, "false", oneThread},
	{"startTheWorldWithSema", `p1 != nil`, "false", oneThread},
	{"", `c\.timer != nil|gp\.timer != nil|sg\.c\.timer != nil`, "false", noTimers},
	{"", `gcCleanups\.needsWake\(\)`, "false", "nothing calls runtime.AddCleanup: see asleep in web/bundle/idle.go"},
	{"(*mheap).allocSpan", `pp != nil && bytesToScavenge > 0`, "false", noScavenger},
}

// calls are replaced by a value.
var calls = []rule{
	{"", `traceAcquire\(\)`, "(traceLocker{})", noTrace},
}

// dropped are functions that only say something: their calls, where these are statements, are left out. Those that say why a
// program ends are in panic.go, and stay.
var dropped = map[string]string{
	"print": noStack, "println": noStack, "traceback": noStack, "tracebackothers": noStack, "goroutineheader": noStack,
	"printDebugLog": noStack, "hexdumpWords": noStack, "dumpgstatus": noStack, "gcDumpObject": noStack, "printanycustomtype": noStack,
	"schedtrace": noGODEBUG, "parsegodebug": noGODEBUG,
}

// A body is what a function does first; what it did follows, and is never reached.
type body struct {
	of  string
	sum string // of its source, as Go 1.26 has it
	now string
	why string
}

var bodies = []body{
	{"bgscavenge", "8bcc4cbe", "c <- 1; return", noScavenger},
	{"(*scavengerState).wake", "3740831d", "return", noScavenger},
	{"(*scavengerState).ready", "e9d460ef", "return", noScavenger},
	{"(*pageAlloc).scavenge", "9b71abf2", "return 0", noScavenger},
	{"(*scavengeIndex).alloc", "9066da7c", "return", noScavenger},
	{"(*scavengeIndex).free", "7356de8c", "return", noScavenger},
	{"(*scavengeIndex).nextGen", "b20aae03", "return", noScavenger},
	{"moduledataverify1", "13fcaee7", "return", "the bundler reads the function table, and so checks it"},
	{"check", "7498e605", "return", "it tests what compilers make of the runtime; ours is tested"},
	{"testAtomic64", "3d6eebb5", "return", "as check"},
	{"typelinksinit", "cd0cfba6", "return", "there are no plugins"},
	{"wakep", "dcf84852", "return", oneThread},
	{"handoffp", "a5cf6132", `throw("handoffp"); return`, oneThread},
	{"startm", "7d813b00", `throw("startm"); return`, oneThread},
	{"newm", "00890020", `throw("newm"); return`, oneThread},
	{"stopm", "e29d6355", `throw("all goroutines are asleep"); return`, oneThread},
	{"gcstopm", "194dd07f", `throw("gcstopm"); return`, oneThread},
	{"stoplockedm", "d1084b3d", `throw("stoplockedm"); return`, oneThread},
	{"startlockedm", "95317796", `throw("startlockedm"); return`, oneThread},
	{"mexit", "efa0dd4b", `throw("mexit"); return`, oneThread},
	{"Callers", "8b038394", "return 0", noStack},
	{"(*Frames).Next", "5deebc91", "return Frame{}, false", noStack},
	{"(*timers).check", "2350b6b5", "return now, 0, false", noTimers},
	{"(*timers).take", "b9982ab2", "return", noTimers},
	{"mProf_Malloc", "424b1b85", "return", noProfile},
	{"mProf_Free", "76eece74", "return", noProfile},
	{"readGOMEMLIMIT", "025c6820", "return 1<<63 - 1", noGODEBUG},
}

const (
	noTrace     = "nothing starts the tracer"
	noProfile   = "nothing samples the program"
	noGODEBUG   = "our hosts do not set GODEBUG and the like: TestNoGODEBUG"
	noC         = "there is no C in WebAssembly"
	noStack     = "the function table has no names and lines, so that a stack trace would say nothing: see unnamed"
	noScavenger = "a host takes no memory back"
	oneThread   = "there is one thread"
	noTimers    = "nothing makes timers: see asleep in web/bundle/idle.go"
)
