import Link from "next/link";

export default function About() {
  return <><h1>About us</h1><p>We report on the harbour. <Link href="/">News</Link></p></>;
}
