package dev.seisei.sidecar.edge;

import dev.seisei.sidecar.flow.Pipelines;
import dev.seisei.sidecar.metrics.Metrics;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/// What can be seen of the pipelines, and what is counted, as `docs/protocol.md` lists it.
record PipelineRoutes(Pipelines pipelines, Metrics metrics, Aside aside) {

  void route(Router router) {
    router.get("/api/pipelines").handler(context -> json(context, pipelines.list()));
    router.get("/api/pipelines/:id").handler(this::graph);
    router.get("/metrics").handler(this::metrics);
  }

  private void graph(RoutingContext context) {
    String id = Objects.requireNonNull(context.pathParam("id"), "id");
    pipelines
        .graph(id)
        .ifPresentOrElse(
            graph -> json(context, graph),
            () ->
                new Problem(
                        404,
                        "pipeline.unknown",
                        "There is no pipeline `"
                            + id
                            + "` here; GET /api/pipelines lists those that are.")
                    .answer(context));
  }

  private static void json(RoutingContext context, JsonNode body) {
    context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
        .end(body.toString());
  }

  private void metrics(RoutingContext context) {
    aside
        .run(metrics::text)
        .onSuccess(text ->
            context
                .response()
                .putHeader(HttpHeaders.CONTENT_TYPE, Metrics.CONTENT_TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .end(text))
        .onFailure(context::fail);
  }
}
