# SPDX-License-Identifier: MIT
extends RefCounted
## Finds out which sidecar the demo is to show.

const DEFAULT := "ws://127.0.0.1:4000"


## [code]?seisei=[/code] of the page, or [code]-- --seisei=[/code] of the command line.
static func find() -> String:
	return parameter("seisei", DEFAULT)


## [code]#token=[/code] of the page, which is sent to nobody, or [code]SEISEI_TOKEN[/code] of the
## environment: a command line is open to everyone on the machine.
static func token() -> String:
	if not OS.has_feature("web"):
		return OS.get_environment("SEISEI_TOKEN")
	for pair in str(JavaScriptBridge.eval("location.hash", true)).trim_prefix("#").split("&", false):
		if pair.get_slice("=", 0) == "token":
			return pair.substr("token=".length()).uri_decode()
	return ""


## A parameter by [param name] from the page's query string or the command line.
static func parameter(name: String, fallback: String) -> String:
	if OS.has_feature("web"):
		var query := str(JavaScriptBridge.eval("location.search", true)).trim_prefix("?")
		for pair in query.split("&", false):
			if pair.get_slice("=", 0) == name:
				return pair.substr(name.length() + 1).uri_decode()
	for argument in OS.get_cmdline_user_args():
		if argument.begins_with("--%s=" % name):
			return argument.substr(name.length() + 3)
	return fallback
