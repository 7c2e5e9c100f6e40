// Package proof reads an article against its dossiers, as one reads a proof: what the article says that they do not
// have yet, as drafts; which words of it somebody has selected; where their records stand in it, and what an edit does
// to them.
//
//	report := claims.New(dossiers...).Check(text)
//	drafts := proof.Drafts(report)
//	data, left, err := proof.Add("ferry.json", data, drafts)
//
// Nothing here is for readers: a draft is shown to none before an editor has released it.
package proof
