// An article of any length, of our own writing: paragraphs as a newspaper has them, with links, a list, headings,
// and now and then a claim that is marked.

const PLAIN = [
  "The council met on Monday in the old hall and heard nine people, of whom four live by the canal.",
  "The works between the fish market and the crane began in March; the number 4 tram ends at the station until they are done.",
  "According to the <a href='/minutes.pdf'>minutes of 4 March</a>, the repair is to cost 1.2 million crowns, and the engineer’s drawing is pinned up beside the door.",
  "“We measured the wall on Thursday and again on Sunday,” said Ilse Tarn, the surveyor, who showed her notebook to the meeting.",
  "The school bus takes the ferry, which leaves at seven, at nine and at four, and <em>the children</em> wait under the roof of the customs house.",
  "Two of the six pumps were replaced in 2019, and the other four in the spring of the year after, as the <a href='/log'>harbour log</a> notes.",
];
const CLAIMS = [
  "The lifts in this station are always broken.",
  "Experts say the harbour wall could give way before winter.",
  "Nobody disputes that the new school was needed by the town.",
  "Critics argue that the scheme benefits developers.",
];

/** A claim that stands nowhere else, with a name of its own. */
const THERE = '<p id="there">Sources say the keeper of the crane will leave before the audit.</p>';

/** `there`: in its middle is a claim that a fragment leads to. */
export function article(bytes: number, there = false): string {
  const parts: string[] = [];
  let size = 0;
  let half = there;
  for (let n = 0; size < bytes; n++) {
    if (half && size > bytes / 2) {
      parts.push(THERE);
      half = false;
    }
    const sentences = [0, 1, 2].map((k) => PLAIN[(n * 3 + k * (1 + (n % 5))) % PLAIN.length]);
    if (n % 7 === 3) sentences.push(CLAIMS[n % CLAIMS.length]);
    const text = `${sentences.join(" ")} <span>Entry ${n}.</span>`;
    const part =
      n % 23 === 11 ? `<ul><li>${text}</li><li>Noted by the clerk as number ${n}.</li></ul>` : `<p>${text}</p>`;
    parts.push(n % 17 === 16 ? `<h2>Part ${n}, in which the clerk reads on</h2>${part}` : part);
    size += part.length;
  }
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>The harbour</title>
<style>body{font:16px/1.5 serif;max-width:40em;margin:auto}</style></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav><main><h1>The harbour, told at length</h1>${parts.join("\n")}</main></body></html>`;
}
