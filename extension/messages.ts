// Every message, typed both ways. The only file that uses runtime messaging: everyone else imports the
// functions below. Messages are checked where they arrive; a message of the wrong shape or from the wrong
// sender is dropped without an answer.
//
// Content scripts and extension pages ask the background to analyse; popup and background ask the content
// script of a tab about its page. Settings never travel here: they are storage (settings.ts).
