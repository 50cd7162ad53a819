package com.practice.jobflow.operator.faults;

import com.practice.jobflow.k8s.testing.AuditLog;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** One connection of the operator, with one to the API server behind it. */
final class ProxiedConnection implements Runnable, AutoCloseable {
  private final FaultProxy proxy;
  private final Socket operator;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable Socket server;
  private @Nullable InputStream fromServer;

  ProxiedConnection(FaultProxy proxy, Socket operator) {
    this.proxy = proxy;
    this.operator = operator;
  }

  @Override
  public void run() {
    try (Socket socket = operator) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      boolean goesOn = true;
      while (goesOn) {
        HttpMessage request = HttpMessage.readRequest(in);
        goesOn = request != null && exchange(request, in, out);
      }
    } catch (IOException | InterruptedException broken) {
      // as planned, or because the other side has gone: to either end it looks the same
      close();
    } finally {
      close();
      proxy.closed(this);
    }
  }

  /** Both ends see a reset, not an orderly end. */
  @Override
  public void close() {
    closed.countDown();
    try {
      operator.setSoLinger(true, 0);
    } catch (IOException alreadyClosed) {
      Quietly.close(operator);
    }
    Quietly.close(operator);
    Socket upstream = server;
    if (upstream != null) {
      Quietly.close(upstream);
    }
  }

  /** Returns whether the connection may be used again. */
  private boolean exchange(HttpMessage request, InputStream in, OutputStream out)
      throws IOException, InterruptedException {
    FaultProxy.Treated treated = proxy.treat(request);
    switch (treated.treatment()) {
      case PASS -> {
        return pass(treated.call(), request, in, out);
      }
      case FAIL_BEFORE -> {
        return false;
      }
      case LOSE_REPLY -> {
        forward(request).readBody(reader(), false);
        return false;
      }
      case STALL_BEFORE -> closed.await();
      case STALL_AFTER -> {
        forward(request).readBody(reader(), false);
        closed.await();
      }
      case HOLD_BEFORE -> hold(treated.call());
      case HOLD_AFTER -> {
        forward(request).readBody(reader(), false);
        hold(treated.call());
      }
      case CONFLICT, THROTTLE, SERVER_ERROR, UNAVAILABLE -> {
        treated.treatment().answer().write(out);
        return true;
      }
    }
    return false;
  }

  private void hold(Call call) throws InterruptedException {
    proxy.holds(call);
    closed.await();
  }

  private boolean pass(Call call, HttpMessage request, InputStream in, OutputStream out)
      throws IOException {
    boolean watch = call.watch();
    HttpMessage response = forward(request);
    if (response.code() == 101) {
      response.write(out);
      watch(call, in, out);
      return false;
    }
    if (watch && response.isChunked()) {
      response.write(out);
      HttpMessage.copyChunks(reader(), out);
      return true;
    }
    if (!request.method().equals("HEAD") && response.code() != 204) {
      response.readBody(reader(), true);
    }
    response.write(out);
    return true;
  }

  private void watch(Call call, InputStream in, OutputStream out) throws IOException {
    OutputStream toServer = connected().getOutputStream();
    proxy.threads().execute(() -> copy(in, toServer));
    new WatchStream(call.resource(), proxy.watches(), this)
        .run(new DataInputStream(reader()), out, proxy.threads());
  }

  private void copy(InputStream from, OutputStream to) {
    try {
      from.transferTo(to);
    } catch (IOException broken) {
      close();
    } finally {
      close();
    }
  }

  private HttpMessage forward(HttpMessage request) throws IOException {
    FaultProxy.Upstream upstream = proxy.upstream();
    request.setHeader("Host", upstream.host() + ":" + upstream.port());
    request.setHeader("User-Agent", AuditLog.OPERATOR);
    // events are told apart by frames, so frames must be readable
    request.removeHeader("Sec-WebSocket-Extensions");
    if (!upstream.token().isEmpty()) {
      request.setHeader("Authorization", "Bearer " + upstream.token());
    }
    if (!upstream.user().isEmpty()) {
      request.setHeader("Impersonate-User", upstream.user());
    }
    request.write(connected().getOutputStream());
    HttpMessage response = HttpMessage.readHead(reader());
    if (response == null) {
      throw new IOException("the API server has closed the connection");
    }
    return response;
  }

  private Socket connected() throws IOException {
    Socket present = server;
    if (present == null) {
      present = proxy.upstream().connect();
      server = present;
      fromServer = new BufferedInputStream(present.getInputStream());
    }
    return present;
  }

  private InputStream reader() throws IOException {
    connected();
    InputStream reader = fromServer;
    if (reader == null) {
      throw new IOException("not connected");
    }
    return reader;
  }
}
