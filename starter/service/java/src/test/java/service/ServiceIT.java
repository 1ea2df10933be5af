package service;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;

class ServiceIT {
  @Test
  void serviceIsHealthy() throws Exception {
    try (Service own = new Service(0);
        HttpClient client = HttpClient.newHttpClient()) {
      own.start();
      // The pipeline starts the image that it has built, and says where.
      String url = System.getenv().getOrDefault("SERVICE_URL", "http://localhost:" + own.port());
      var request = HttpRequest.newBuilder(URI.create(url + "/health")).build();
      assertEquals(200, client.send(request, BodyHandlers.ofString()).statusCode());
    }
  }

  @Test
  void databaseAnswers() throws Exception {
    URI url = URI.create(requireNonNull(System.getenv("DATABASE_URL"), "DATABASE_URL is not set"));
    String[] login = url.getUserInfo().split(":", 2);
    String jdbc = "jdbc:postgresql://" + url.getHost() + ":" + url.getPort() + url.getPath();
    try (var connection = DriverManager.getConnection(jdbc, login[0], login[1]);
        var one = connection.createStatement().executeQuery("SELECT 1")) {
      assertTrue(one.next());
      assertEquals(1, one.getInt(1));
    }
  }
}
