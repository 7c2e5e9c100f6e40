package main

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// idle names the functions of Go's runtime that run only once something is turned on that nothing in our programs turns
// on. The linker cannot know that, so the worker has them; the widget has few, since its runtime is pruned. A name that ends with a dot is a type, with all its
// methods; any other name includes the closures in the function.
//
// What a failing program prints before it ends is not idle: any program may run out of memory. TestIdleIsGuarded reads
// in Go's source that each caller of such a function asks first whether the thing is on.
var idle = slices.Concat(tracer, profiles, debugging, elsewhere)

var tracer = strings.Fields(`
	runtime.dumpStacksRec runtime.dumpTypesRec runtime.fpunwindExpand runtime.goStatusToTraceGoStatus
	runtime.makeTraceFrame runtime.makeTraceFrames runtime.startPCForTrace runtime.traceAcquireEnabled
	runtime.traceAdvance runtime.traceBufFlush runtime.traceCPUFlush runtime.traceNextGen runtime.traceReadCPU
	runtime.traceReader runtime.traceRegisterLabelsAndReasons runtime.traceRelease runtime.traceSpanTypeAndClass
	runtime.traceStack runtime.traceStopReadCPU runtime.traceSyncBatch runtime.traceThreadDestroy
	runtime.unsafeTraceExpWriter runtime.unsafeTraceWriter runtime.traceEventWriter. runtime.traceLocker.
	runtime.traceWriter. runtime.(*traceAdvancerState). runtime.(*traceBuf). runtime.(*traceBufQueue).
	runtime.(*traceMap). runtime.(*traceRegionAlloc). runtime.(*traceSchedResourceState). runtime.(*traceStackTable).
	runtime.(*traceStringTable). runtime.(*traceTypeTable).
`)

// What samples the program: where it allocates, waits, is blocked, and leaks goroutines.
var profiles = strings.Fields(`
	runtime.allGsSnapshotSortedForGC runtime.blockevent runtime.blocksampled runtime.doRecordGoroutineProfile
	runtime.findGoroutineLeaks runtime.findMaybeRunnableGoroutines runtime.fpTracebackPartialExpand
	runtime.gcRestoreSyncObjects runtime.mProf_Free runtime.newBucket runtime.saveBlockEventStack
	runtime.saveblockevent runtime.saveg runtime.setSyncObjectsUntraceable runtime.setprofilebucket runtime.stkbucket
	runtime.tryRecordGoroutineProfile runtime.tryRecordGoroutineProfileWB runtime.(*g).isMaybeRunnable
	runtime.(*profBuf).
`)

// What the variable GODEBUG lets the garbage collector check, and the scheduler print.
var debugging = strings.Fields(`
	runtime.checkFinalizersAndCleanups runtime.clobberfree runtime.dumpScanStats runtime.endCheckmarks
	runtime.fmtNSAsMS runtime.getCheckmark runtime.postMallocgcDebug runtime.preMallocgcDebug runtime.printScavTrace
	runtime.runCheckmark runtime.schedtrace runtime.setCheckmark runtime.startCheckmarks
	runtime.(*gcWork).flushScanStats
`)

// What needs C, plugins, arenas, signals, or package testing/synctest.
var elsewhere = strings.Fields(`
	runtime.expandCgoFrames runtime.newextram runtime.oneNewExtraM runtime.printCgoTraceback
	runtime.scanConservative runtime.typesEqual runtime.(*mspan).setUserArenaChunkToFault runtime.(*synctestBubble).
`)

// wakers are the functions that turn such things on; a program that has one of them is refused. GODEBUG has none: our
// hosts give a program no such variable.
var wakers = strings.Fields(`
	runtime.StartTrace
	runtime.SetBlockProfileRate runtime.SetCPUProfileRate runtime.SetMutexProfileFraction runtime.goroutineLeakGC
	runtime.goroutineProfileWithLabelsConcurrent runtime.memProfileInternal
	runtime.newUserArena runtime.synctestRun
`)

// asleep are functions that the widget must not have, because its runtime is without what they would need: see
// web/bundle/prune.
var asleep = slices.Concat(wakers, strings.Fields(`
	runtime.AddCleanup runtime.(*timer).modify runtime.SetBlockProfileRate runtime.LockOSThread runtime.runqsteal
	time.Sleep time.newTimer runtime/debug.setMemoryLimit
`))

// rested returns an error if the widget has a function that is to be asleep.
func rested(program []byte) error {
	m, err := takenApart(program)
	if err != nil {
		return fmt.Errorf("the program: %w", err)
	}
	for _, name := range m.names {
		if slices.Contains(asleep, name) {
			return fmt.Errorf("the program: has %s, for which its runtime is no longer made: see web/bundle/prune", name)
		}
	}
	return nil
}

// asked is the only method of a trace that is called while none runs; it reports that.
const asked = "runtime.traceLocker.ok"

// trap is a function that must not be called: three bytes, no variables, unreachable, end.
const trap = "\x03\x00\x00\x0b"

// stopped returns a code section in which each idle function is a trap, and clears what the table has of its stack
// frame: 30 kB of the worker, gzipped.
func (t *functionTable) stopped(code []byte) ([]byte, error) {
	count, n := binary.Uvarint(code)
	if n <= 0 || count != uint64(t.functions) {
		return nil, errors.New("has functions that are not in its table; see web/bundle/idle.go")
	}
	out, rest := append([]byte(nil), code[:n]...), code[n:]
	for i := range t.functions {
		size, n := binary.Uvarint(rest)
		if n <= 0 || uint64(len(rest)-n) < size {
			return nil, errCut
		}
		body := rest[:n+int(size)]
		rest = rest[len(body):]
		f := t.function(i)
		name := string(t.name(f))
		if slices.Contains(wakers, name) {
			return nil, fmt.Errorf("has %s, which calls what is a trap: see idle in web/bundle/idle.go", name)
		}
		if idleIndex(name) >= 0 {
			t.forget(f)
			body = []byte(trap)
		}
		out = append(out, body...)
	}
	return out, nil
}

// idleIndex returns the place in idle of what a function belongs to, -1 if it is not idle.
func idleIndex(name string) int {
	if name == asked {
		return -1
	}
	return slices.IndexFunc(idle, func(s string) bool {
		return strings.HasSuffix(s, ".") && strings.HasPrefix(name, s) || name == s || strings.HasPrefix(name, s+".")
	})
}
