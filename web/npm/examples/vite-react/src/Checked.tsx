import { type ReactNode, useEffect, useRef } from "react";
import { mount } from "sourcemark";

/** An article with the checks of a dossier. */
export function Checked({ id, records, children }: { id: string; records: string; children: ReactNode }) {
  const article = useRef<HTMLElement>(null);
  useEffect(() => {
    const left = new AbortController();
    mount(article.current!, { records, signal: left.signal });
    return () => left.abort();
  }, [records]);
  return <article id={id} ref={article}>{children}</article>;
}
