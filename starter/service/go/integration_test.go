//go:build integration

package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"testing"

	"github.com/jackc/pgx/v5"
)

func TestServiceIsHealthy(t *testing.T) {
	// The pipeline starts the image that it has built, and says where.
	url := os.Getenv("SERVICE_URL")
	if url == "" {
		server := httptest.NewServer(newService())
		defer server.Close()
		url = server.URL
	}
	response, err := http.Get(url + "/health")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		t.Errorf("got %d", response.StatusCode)
	}
}

func TestDatabaseAnswers(t *testing.T) {
	connection, err := pgx.Connect(t.Context(), os.Getenv("DATABASE_URL"))
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close(t.Context())
	var one int
	if err := connection.QueryRow(t.Context(), "SELECT 1").Scan(&one); err != nil || one != 1 {
		t.Errorf("got %d, %v", one, err)
	}
}
