package dev.seisei.sidecar.edge;

import dev.seisei.sidecar.flow.Pipelines;
import dev.seisei.sidecar.metrics.Metrics;
import dev.seisei.sidecar.participants.Role;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Objects;

/// What can be seen of the pipelines, and what is counted, as `docs/protocol.md` lists it.
record PipelineRoutes(Pipelines pipelines, Metrics metrics, Aside aside) {

  List<Route> routes() {
    return List.of(
        Route.get("pipelines", "/api/pipelines")
            .says("The pipelines that play, in short")
            .takes(Role.VIEW)
            .json("Pipelines")
            .does(context -> Content.json(context, pipelines.list())),
        Route.get("pipeline", "/api/pipelines/{pipeline}")
            .says("A pipeline's live graph, as its topic sends it")
            .takes(Role.VIEW)
            .in("pipeline", "Its id", "archipelago")
            .json("Pipeline")
            .fails(404, "There is no such pipeline")
            .does(this::graph),
        Route.get("metrics", "/metrics")
            .says("What is counted, as text for Prometheus")
            .takes(Role.OPERATE)
            .gives(Metrics.CONTENT_TYPE)
            .does(this::metrics));
  }

  private void graph(RoutingContext context) {
    String id = Objects.requireNonNull(context.pathParam("pipeline"), "pipeline");
    pipelines
        .graph(id)
        .ifPresentOrElse(
            graph -> Content.json(context, graph),
            () ->
                new Problem(
                        404,
                        "pipeline.unknown",
                        "There is no pipeline `"
                            + Problem.shown(id)
                            + "` here; GET /api/pipelines lists those that are.")
                    .answer(context));
  }

  private void metrics(RoutingContext context) {
    aside
        .run(metrics::text)
        .onSuccess(text -> Content.text(context, Metrics.CONTENT_TYPE, text))
        .onFailure(context::fail);
  }
}
