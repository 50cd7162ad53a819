package com.practice.jobflow.k8s.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A wire between client and API server that a test can cut and mend. */
public final class CuttableProxy implements AutoCloseable {
  private final ServerSocket server;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile boolean cut;

  /** Listens on a free port and passes everything to another port of this machine. */
  public CuttableProxy(int target) {
    this(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), target);
  }

  /** Listens where it is told to and passes everything to a port of this machine. */
  public CuttableProxy(InetSocketAddress address, int target) {
    try {
      this.server = new ServerSocket(address.getPort(), 50, address.getAddress());
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
    this.target = target;
    threads.execute(this::accept);
  }

  public int port() {
    return server.getLocalPort();
  }

  /** Breaks every connection, and every one that is tried until the wire is mended. */
  public void cut() {
    cut = true;
    sockets.forEach(CuttableProxy::closeQuietly);
    sockets.clear();
  }

  public void mend() {
    cut = false;
  }

  @Override
  public void close() {
    cut();
    closeQuietly(server);
    threads.shutdownNow();
  }

  private void accept() {
    boolean open = true;
    while (open) {
      try {
        connect(server.accept());
      } catch (IOException closed) {
        open = !server.isClosed();
      }
    }
  }

  private void connect(Socket client) throws IOException {
    if (cut) {
      closeQuietly(client);
      return;
    }
    Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target);
    sockets.add(client);
    sockets.add(upstream);
    threads.execute(() -> copy(client, upstream));
    threads.execute(() -> copy(upstream, client));
  }

  private static void copy(Socket from, Socket to) {
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException ended) {
      closeQuietly(to);
    }
  }

  private static void closeQuietly(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception already) {
      return;
    }
  }
}
