// The parts of the extension that need no browser: settings as data, phrases, words, exports; and the background
// before a browser that is not there.

import "./fake.js";
import "./engine.test.js";
import "./export.test.js";
import "./phrases.test.js";
import "./settings.test.js";
import "./sizes.test.js";
import "./words.test.js";
import "./doors.test.js";
import "./faults.test.js";
import "./looks.test.js";
import "./soak-report.test.js";
