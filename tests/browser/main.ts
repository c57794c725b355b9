// One run of every browser test in one browser.

import "./reading.test.js";
import "./view.test.js";
import "./links.test.js";
import "./prerender.test.js";
import "./colours.test.js";
import "./card.test.js";
import "./pointer.test.js";
import "./popup.test.js";
import "./pages.test.js";
import "./keyboard.test.js";
import "./ways.test.js";
import "./options.test.js";
import "./store.test.js";
import "./field.test.js";
import "./met.test.js";
import "./restart.test.js";
import "./surfaces.test.js";
import "./touch.test.js";
import "./privacy.test.js";
import "./hostile.test.js";
import "./element.test.js";
import "./faults.test.js";
import "./unwell.test.js";
import "./limits.test.js";
import "./access.test.js";
import "./end.test.js";
