package service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class ServiceTest {
  @Test
  void isHealthy() throws Exception {
    HttpResponse<String> response = get("/health");
    assertEquals(200, response.statusCode());
    assertEquals("{\"status\":\"ok\"}", response.body());
  }

  @Test
  void saysWhatItDoesNotKnow() throws Exception {
    assertEquals(404, get("/unknown").statusCode());
  }

  private static HttpResponse<String> get(String path) throws Exception {
    try (Service service = new Service(0);
        HttpClient client = HttpClient.newHttpClient()) {
      service.start();
      URI uri = URI.create("http://localhost:" + service.port() + path);
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
  }
}
