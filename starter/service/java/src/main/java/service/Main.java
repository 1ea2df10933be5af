package service;

import java.io.IOException;

/** Starts the service on PORT. */
public class Main {
  private Main() {}

  /** Runs until it is told to end. */
  public static void main(String[] args) throws IOException {
    int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "8080"));
    Service service = new Service(port);
    // A deployment ends the old service this way: it answers what was asked, and leaves.
    Runtime.getRuntime().addShutdownHook(new Thread(service::close));
    service.start();
    System.out.println("Listening on port " + port);
  }
}
