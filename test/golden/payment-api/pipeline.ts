import type { Project } from 'projen';
import { paymentApi } from '../../support/payment-api';

export const charts = ['charts/payment-api'];

/** The reference program: every stage, three environments, and the way back. */
export const build = (project: Project) => paymentApi(project, { rollback: true });
