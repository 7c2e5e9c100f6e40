package web

// Version is the version of the project. The widget, the worker, the server and the command line all say it;
// openapi.json and the newest chapter of CHANGELOG.md have the same (TestOneVersion).
const Version = "0.1.0"
