package io.github.cameltimelines.model;

import java.util.List;

/** The teams and members of the workspace; lists are never null. */
@WireRecord
public record Teammates(List<Team> teams, List<Teammate> teammates) {

    public Teammates {
        teams = teams == null ? List.of() : List.copyOf(teams);
        teammates = teammates == null ? List.of() : List.copyOf(teammates);
    }

    /** A team, known by its title only. */
    @WireRecord
    public record Team(String title) {}
}
