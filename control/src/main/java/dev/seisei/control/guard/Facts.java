package dev.seisei.control.guard;

import dev.seisei.control.Component;
import dev.seisei.control.Participant;
import dev.seisei.control.State;
import dev.seisei.control.Surroundings;
import java.util.Map;

/// All that a condition may ask about.
///
/// @param who asks
/// @param component that the event toggles
/// @param to whether it would come on
/// @param states of all components
public record Facts(
    Participant who,
    Component component,
    boolean to,
    Map<Component, State> states,
    Surroundings world) {}
