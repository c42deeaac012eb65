package dev.fivetwenty.cli.service;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;

/// What the system tells the process: HUP, USR1, TERM, INT. QUIT stays the JVM's own.
public final class Signals {

  public static void handle(EdgeService service) {
    var stopping = new AtomicBoolean();
    on("HUP", service::reload);
    on("USR1", service::reopenLog);
    Runnable stop =
        () -> {
          if (stopping.compareAndSet(false, true)) service.stop();
          else service.stopNow();
        };
    on("TERM", stop);
    on("INT", stop);
  }

  /// Has an action run, on a thread of its own, when a signal comes.
  ///
  /// The JDK tells of HUP and USR1 only through `sun.misc.Signal`, of which its compiler warns
  /// however it is written; so the class is looked up. Where it is missing the signal keeps its
  /// usual meaning.
  private static void on(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object told =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (_, method, _) -> {
                if (method.getName().equals("handle")) Thread.ofVirtual().start(action);
                return null;
              });
      signal.getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), told);
    } catch (ReflectiveOperationException e) {
      // No such class, or no such signal on this system.
      return;
    }
  }

  private Signals() {}
}
