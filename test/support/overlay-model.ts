import type { Check, ReportDetails } from '../../src/checks/check';
import type { ChartModel, OverlayModel } from '../../src/model/overlay-model';
import { chart } from './chart';

type Settings = Partial<Omit<OverlayModel, 'chartFiles'>> & { readonly chartFiles?: Partial<ChartModel> | null };

/** The overlay of production over a chart with an image and nothing else, where nothing else is said. */
export function overlayModel({ chartFiles, ...settings }: Settings = {}): OverlayModel {
  return {
    environment: 'production',
    path: 'payment-api/production',
    file: 'charts/values-production.yaml',
    chart: 'charts/payment-api',
    values: {},
    chartFiles: chartFiles === null ? null : chart(chartFiles ?? { values: { image: { repository: '', digest: '' } } }),
    hasMigration: false,
    imageKeys: { repository: 'image.repository', digest: 'image.digest' },
    ...settings,
  };
}

/** What a rule about overlays reports. */
export function overlayFindings(check: Check, overlay: OverlayModel): ({ message: string } & ReportDetails)[] {
  const found: ({ message: string } & ReportDetails)[] = [];
  // Rules about overlays read nothing but the overlay.
  check.overlay?.(overlay, (message, details) => found.push({ message, ...details }), undefined as never);
  return found;
}

export function overlayMessages(check: Check, overlay: OverlayModel): string[] {
  return overlayFindings(check, overlay).map(({ message }) => message);
}
