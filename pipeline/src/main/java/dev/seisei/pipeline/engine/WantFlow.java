package dev.seisei.pipeline.engine;

import dev.seisei.data.ChunkKey;
import dev.seisei.pipeline.Filter;
import dev.seisei.pipeline.PipelineException;
import dev.seisei.pipeline.Want;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How wants travel up through an element, and how the news that they will not be answered travels
/// down. At once, on the thread of whoever wants: a want that is taken back stops the work for it
/// wherever that is. Locks are taken upwards only, and links make no circles.
final class WantFlow {
  private final Node node;

  WantFlow(Node node) {
    this.node = node;
  }

  /// A want of one of the element's outputs changed.
  synchronized void changed(ChunkKey key) {
    if (!passesOn()) {
      node.task.wake();
      return;
    }
    Want merged = merged(key);
    for (Link in : node.ins) {
      if (in.wants != null) {
        boolean changed =
            merged == null ? in.wants.remove(key) : in.wants.put(merged.widened(in.in.apron()));
        if (changed) {
          in.from.wantFlow.changed(key);
        }
      }
    }
  }

  private boolean passesOn() {
    return node.leaf instanceof Filter;
  }

  private @Nullable Want merged(ChunkKey key) {
    Want merged = null;
    for (Link out : node.outs) {
      Want want = out.wants == null ? null : out.wants.get(key);
      if (want != null) {
        merged = merged == null ? want : merged.and(want);
      }
    }
    return merged;
  }

  /// The element wants something itself.
  void want(Link in, Want want) {
    WantBook book = book(in);
    Want before = book.get(want.key());
    if (book.put(want)) {
      try {
        in.from.wantFlow.changed(want.key());
      } catch (PipelineException e) {
        if (before == null) {
          book.remove(want.key());
        }
        throw e;
      }
    }
  }

  void unwant(Link in, ChunkKey key) {
    if (book(in).remove(key)) {
      in.from.wantFlow.changed(key);
    }
  }

  private WantBook book(Link in) {
    if (in.wants == null) {
      throw new PipelineException(
          "want.pad", node.path + "." + in.toPad + " is no spatial input; it cannot want chunks.");
    }
    return in.wants;
  }

  /// What the element's outputs want and nobody knows of: after a restart, or a new link.
  void renew() {
    for (Link out : node.outs) {
      if (out.wants != null) {
        if (!passesOn()) {
          out.wants.restart();
        }
        out.wants.keys().forEach(this::changed);
      }
    }
  }

  /// A link is gone: nobody waits for what was wanted over it.
  void cut(Link out, List<ChunkKey> keys) {
    if (out.wants != null) {
      keys.forEach(out.wants::remove);
      keys.forEach(this::changed);
    }
  }

  /// A chunk will not come out of the element.
  void miss(ChunkKey key, Throwable why) {
    for (Link out : node.outs) {
      miss(out, key, why);
    }
  }

  void miss(Link out, ChunkKey key, Throwable why) {
    if (out.wants != null && out.wants.giveUp(key)) {
      out.to.wantFlow.missed(out, key, why);
    }
  }

  private void missed(Link in, ChunkKey key, Throwable why) {
    if (passesOn()) {
      miss(key, why);
    } else {
      node.mail.miss(in.toPad, key, why);
    }
  }

  /// Takes back what came too late, where the element wants by itself.
  void expire() {
    if (passesOn()) {
      return;
    }
    for (Link in : node.ins) {
      if (in.wants != null) {
        for (ChunkKey key : in.wants.expire()) {
          in.from.wantFlow.changed(key);
          node.mail.miss(
              in.toPad,
              key,
              new PipelineException(
                  "want.deadline", in.drawn + ": chunk " + key + " has not come in time."));
        }
      }
    }
  }
}
