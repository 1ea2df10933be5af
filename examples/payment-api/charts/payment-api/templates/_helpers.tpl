{{- define "payment-api.labels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{/* The component keeps the pods of the migration out of the Service. */}}
{{- define "payment-api.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: api
{{- end }}

{{/* Always a digest: a tag may name another image tomorrow. */}}
{{- define "payment-api.image" -}}
{{ required "image.repository is given at deploy time" .Values.image.repository }}@{{ required "image.digest is given at deploy time" .Values.image.digest }}
{{- end }}

{{- define "payment-api.podSecurity" -}}
runAsNonRoot: true
runAsUser: 1000
runAsGroup: 1000
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{/* What the container of the service and that of the migration have in common. */}}
{{- define "payment-api.container" -}}
image: {{ include "payment-api.image" . | quote }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
envFrom:
  - secretRef:
      name: {{ .Values.existingSecret }}
env:
  - name: PORT
    value: {{ .Values.service.port | quote }}
  {{- range $name, $value := .Values.env }}
  - name: {{ $name }}
    value: {{ $value | quote }}
  {{- end }}
resources:
  {{- toYaml .Values.resources | nindent 2 }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
volumeMounts:
  - name: tmp
    mountPath: /tmp
{{- end }}

{{- define "payment-api.volumes" -}}
- name: tmp
  emptyDir: {}
{{- end }}
