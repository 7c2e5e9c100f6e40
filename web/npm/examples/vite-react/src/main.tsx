import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { BrowserRouter, Link, Route, Routes } from "react-router";
import { Checked } from "./Checked";

function Front() {
  return (
    <>
      <h1>News of the harbour</h1>
      <Checked id="bridge" records="/checks/bridge.json">
        <h2>Bridge</h2>
        <sourcemark-summary><p>Our desk has checked this article.</p></sourcemark-summary>
        <p>The new bridge will cost 12 million crowns, the council said on Monday, and will be open in May.</p>
        <p>The harbour ferry carried 41,200 passengers last year, and the bridge will take most of them, the council expects.</p>
      </Checked>
      <Checked id="ferry" records="/checks/ferry.json">
        <h2>Ferry</h2>
        <p>The harbour ferry carried 41,200 passengers last year, 3.5 per cent fewer than the year before, and pays 210,000 crowns a year for it.</p>
      </Checked>
      <Link to="/about">About us</Link>
    </>
  );
}

function About() {
  return <><h1>About us</h1><p>We report on the harbour. <Link to="/">News</Link></p></>;
}

createRoot(document.getElementById("app")!).render(
  <StrictMode>
    <BrowserRouter>
      <Routes>
        <Route path="/" element={<Front />} />
        <Route path="/about" element={<About />} />
      </Routes>
    </BrowserRouter>
  </StrictMode>,
);
