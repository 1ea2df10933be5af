import type { Project } from 'projen';
import { Schedule } from '../../../src';
import { paymentApi } from '../../support/payment-api';

export const charts = ['charts/payment-api'];

/** The reference program without barriers: a job starts as soon as what it reads is there. */
export const build = (project: Project) => paymentApi(project, { schedule: Schedule.DATAFLOW });
