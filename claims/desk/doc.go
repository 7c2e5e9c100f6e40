// Package desk is where a journalist works on checks without seeing a file: a server on this machine for a folder of
// dossiers, which stay the plain files that they are, in git or not.
//
//	f, err := desk.Open("checks")
//	step, err := f.Save(desk.Change{Dossier: "ferry.json", Words: "Saved #c03",
//		Seen: map[string]string{"#c03": seen}, // its Version when the form was opened
//		Make: func(file string, data []byte) ([]byte, error) {
//			return edit.Set(file, data, "#c03", edit.Field{Path: "text", Words: "The ferry was full"})
//		}})
//	step, err = f.Undo("ferry.json", "")
//
// # The folder
//
// [Open] reads a [Folder] in the background: first every dossier, so that all can be searched, then what takes longer,
// lint and places. [Folder.Dossiers] returns what is known so far, without waiting. A [Dossier] is a file at one moment
// and never changes; a file that is another one by size or time is read again, and parsed again only if its bytes are
// others ([Folder.Scan], [Folder.Dossier]). So whoever holds one can use it without a lock, and others may write the
// files as they like: an editor, git, a second desk.
//
// The [Article] of ferry.json is ferry.html, ferry.htm or ferry.txt beside it, else what [Folder.KeepArticle] keeps.
//
// # Saving
//
// Nobody hands in a whole file. A [Change] is a function on the file as it is at its turn, under the lock that the
// command line takes too (package disk), so that two people who work on two checks of one dossier both find their work
// in it. What a form is about must be what the form knew: otherwise Save returns a [Conflict] with both versions, and
// changes nothing. How a file is laid out does not matter for that ([Version]).
//
// [Folder.History] reads from the steps who has done what to one check; nothing more is kept for it. [Folder.TakeBack]
// takes a step back for this check alone, unless what the check rested on says something else now. If others have come
// after the step, the page asks first. Taking back is a step, too.
//
// # What is the desk's own
//
// A folder .sourcemark, which git does not see, holds what is not in a dossier:
//
//	undo/      each saved Step with the file before it, written before the new file is: see [Folder.Undo]
//	typed/     what stands in forms that were not saved: see [Typed]
//	articles/  articles that are not beside their dossiers
//	versions/  the last versions of each article, wherever it is: see [Folder.Printings]
//	offered/   what may become the next version, and was not taken over yet
//	queue/     what was discarded of what can be checked: see [Folder.Queue]
//	people/    the name of each who works here, and the language that they have chosen: see [Folder.SetPerson]
//	sources/   what sources said when they were fetched: see [Folder.Fetch]
//	publish/   the folder that is published into, and where else dossiers were sent
//	published/ where each dossier is published, and of which words: see [Folder.Publish]
//	written/   the hashes of what the desk has written there, so that it knows what is somebody else's
//	sites/     those that may hand over words: see [Folder.Admit]
//	pages/     which dossier is about a page that has handed over words, by its address
//
// Whatever is killed at whatever moment: what was saved is there, a file is whole, and a step that was kept but not
// made is left out.
//
// # The pages
//
// A [Server] answers at a port of this machine, for its own pages only: Host, Origin and Sec-Fetch-Site are checked, and
// every address begins with a token that is new at each start. Its list of patterns in [NewServer] is the list of what
// it can do. Each has a function of a visit, which is one request and what its template is given:
//
//	s.handle("POST /save/{name...}", s.save)
//
//	func (s *Server) save(v *visit) error {
//		…                                            // s.folder.Save(…)
//		return v.then(address, "done", step.Words)   // see other: the page says what was done
//	}
//
// What shows something ends with v.show(status, "view", data), in which view is a template of web/desk. Errors are told
// in one place (visit.fail), in words of web/lang; no path or word of JSON reaches an editor. A page works with links and
// forms alone; desk.js swaps regions of it instead of loading it, and keeps what is typed (see package web/desk).
//
// # Words from a page
//
// A preview of the publisher with data-edit="desk" hands words that are selected there to the desk of whoever selects
// them. No other site may talk to the desk for that, and none gets a token: the page opens /check, the one address
// without it, in a window of its own, and tells that window the words with postMessage, which no log, address or history
// has. The browser says whose words they are. What is there shows them, and waits for somebody to press its button; then
// it sends them to the desk that is open in the same browser, which has left its token in the storage of this origin.
// A link, a form and a request were not chosen: a link would leave words that are not published yet in the history, which
// browsers copy to other machines; a form is often forbidden by the page's own policy; a request needs this server to
// answer other sites.
//
// A [Preview] is the page of sourcemark serve: one article with its dossiers, for those who write files by hand. It is
// as safe, and writes nothing.
//
// To add a view: a template, a line in NewServer, a function, and its texts, next to one another and in all languages,
// under the heading of the desk in web/lang. To add a field of a record: fieldsOf.
package desk
