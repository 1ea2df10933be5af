package main

import (
	"encoding/json"
	"log"
	"net/http"
)

func newService() http.Handler {
	service := http.NewServeMux()
	service.HandleFunc("GET /health", func(response http.ResponseWriter, _ *http.Request) {
		response.Header().Set("Content-Type", "application/json")
		if err := json.NewEncoder(response).Encode(map[string]string{"status": "ok"}); err != nil {
			log.Print(err)
		}
	})
	return service
}
