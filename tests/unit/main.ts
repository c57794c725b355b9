// The parts of the extension that need no browser: settings as data, phrases, words, exports.

import "./export.test.js";
import "./phrases.test.js";
import "./settings.test.js";
import "./words.test.js";
