package main

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestAnswers(t *testing.T) {
	for path, status := range map[string]int{"/health": http.StatusOK, "/unknown": http.StatusNotFound} {
		t.Run(path, func(t *testing.T) {
			response := httptest.NewRecorder()
			newService().ServeHTTP(response, httptest.NewRequest(http.MethodGet, path, nil))
			if response.Code != status {
				t.Errorf("got %d, want %d", response.Code, status)
			}
		})
	}
}
