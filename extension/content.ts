// What is put into every document: it finds out whether there is something to read, and only then is the rest of the
// bundle run. In frames that matters: an advert that needs nothing of it costs next to nothing, and not even a look at
// the browser's interface for extensions, which costs a millisecond.

import { worthALook } from "./page/frame";

const begin = () => void import("./life").then(({ live }) => live());

if (window === top) begin();
else worthALook(begin);
