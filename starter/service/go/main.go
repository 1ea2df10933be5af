package main

import (
	"context"
	"errors"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	port := os.Getenv("PORT")
	if port == "" {
		port = "8080"
	}
	listener, err := net.Listen("tcp", ":"+port)
	if err != nil {
		log.Fatal(err)
	}
	server := &http.Server{Handler: newService(), ReadHeaderTimeout: 10 * time.Second}

	// A deployment ends the old service this way: it answers what was asked, and leaves.
	asked, forget := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer forget()
	stopped := make(chan error)
	go func() {
		<-asked.Done()
		stopped <- server.Shutdown(context.Background())
	}()

	log.Printf("Listening on port %s", port)
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		log.Fatal(err)
	}
	if err := <-stopped; err != nil {
		log.Fatal(err)
	}
}
