/// Conditions under which an event is taken, written in CEL.
///
/// [dev.seisei.control.guard.GuardFile] reads them, [dev.seisei.control.guard.Condition] is one
/// that has been checked, [dev.seisei.control.guard.Guards] are all. Only this package knows CEL,
/// and it is loaded only where there are conditions.
@NullMarked
package dev.seisei.control.guard;

import org.jspecify.annotations.NullMarked;
