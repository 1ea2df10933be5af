package service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The service. */
public class Service implements AutoCloseable {
  private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  /** A service on a port; 0 chooses a free one. */
  public Service(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(port), 0);
    server.setExecutor(requests);
    server.createContext("/", exchange -> answer(exchange, 404, "{\"error\":\"not found\"}"));
    server.createContext("/health", exchange -> answer(exchange, 200, "{\"status\":\"ok\"}"));
  }

  /** Begins to answer. */
  public void start() {
    server.start();
  }

  /** The port on which it answers. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Answers what was asked, and ends. */
  @Override
  public void close() {
    requests.close();
    server.stop(0);
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    try (exchange) {
      byte[] body = json.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
