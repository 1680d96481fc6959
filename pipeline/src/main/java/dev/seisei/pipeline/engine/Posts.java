package dev.seisei.pipeline.engine;

import java.lang.System.Logger.Level;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// What a pipeline does besides carrying data, one after the other on a virtual thread that is
/// there while there is something to do. Bounded by those who post.
final class Posts {
  private static final System.Logger LOG = System.getLogger(Posts.class.getName());

  private final ConcurrentLinkedQueue<Runnable> posts = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();

  void post(Runnable post) {
    posts.add(post);
    if (count.getAndIncrement() == 0) {
      Thread.ofVirtual().name("pipeline-posts").start(this::work);
    }
  }

  int waiting() {
    return count.get();
  }

  private void work() {
    do {
      Runnable post = posts.poll();
      if (post == null) {
        throw new IllegalStateException("counted posts that are not there");
      }
      try {
        post.run();
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, "code=listener.crash a listener failed", e);
      }
    } while (count.decrementAndGet() > 0);
  }
}
