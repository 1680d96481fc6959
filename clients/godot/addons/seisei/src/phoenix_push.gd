# SPDX-License-Identifier: MIT
class_name SeiseiPhoenixPush
extends RefCounted
## One push that awaits its reply: [code]await channel.push("view", {…}).replied[/code].

## [param status] is [code]ok[/code], [code]error[/code], [code]timeout[/code], or
## [code]closed[/code] if the channel went away first.
signal replied(status: String, response: Variant)

## Ref on the wire; empty until the push was sent.
var ref := ""
## Name of the event.
var event := ""
## A [Dictionary] (text frame) or a [PackedByteArray] (binary frame).
var payload: Variant = {}
## When the push gives up, in [method Time.get_ticks_msec].
var deadline_msec := 0
