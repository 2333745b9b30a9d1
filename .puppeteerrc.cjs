/** Installing never downloads a browser: one that is there is used, and the tests carry theirs in a package. */

module.exports = { skipDownload: true };
