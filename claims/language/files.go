//go:build !js || worker

package language

import _ "embed"

// tongues is empty where all files are there.
const tongues = ""

// shipped lists the tags of the languages that are compiled into the program: all but for the widget (files_js.go).
const shipped = "en ar bn de es fa fi fr he hi it ja ka ko nl pl pt ru sv th tr uk vi zh"

var (
	//go:embed ar.txt
	arFile string
	//go:embed bn.txt
	bnFile string
	//go:embed de.txt
	deFile string
	//go:embed en.txt
	enFile string
	//go:embed es.txt
	esFile string
	//go:embed fa.txt
	faFile string
	//go:embed fi.txt
	fiFile string
	//go:embed fr.txt
	frFile string
	//go:embed he.txt
	heFile string
	//go:embed hi.txt
	hiFile string
	//go:embed it.txt
	itFile string
	//go:embed ja.txt
	jaFile string
	//go:embed ka.txt
	kaFile string
	//go:embed ko.txt
	koFile string
	//go:embed nl.txt
	nlFile string
	//go:embed pl.txt
	plFile string
	//go:embed pt.txt
	ptFile string
	//go:embed ru.txt
	ruFile string
	//go:embed sv.txt
	svFile string
	//go:embed th.txt
	thFile string
	//go:embed tr.txt
	trFile string
	//go:embed uk.txt
	ukFile string
	//go:embed vi.txt
	viFile string
	//go:embed zh.txt
	zhFile string
)

// Text returns the file of a language that is compiled into the program; that of English for other tags.
func Text(tag string) string {
	switch tag {
	case "ar":
		return arFile
	case "bn":
		return bnFile
	case "de":
		return deFile
	case "es":
		return esFile
	case "fa":
		return faFile
	case "fi":
		return fiFile
	case "fr":
		return frFile
	case "he":
		return heFile
	case "hi":
		return hiFile
	case "it":
		return itFile
	case "ja":
		return jaFile
	case "ka":
		return kaFile
	case "ko":
		return koFile
	case "nl":
		return nlFile
	case "pl":
		return plFile
	case "pt":
		return ptFile
	case "ru":
		return ruFile
	case "sv":
		return svFile
	case "th":
		return thFile
	case "tr":
		return trFile
	case "uk":
		return ukFile
	case "vi":
		return viFile
	case "zh":
		return zhFile
	}
	return enFile
}
