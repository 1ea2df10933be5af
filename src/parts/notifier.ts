import { checkCallsOf } from '../util/check-call';
import { type Contribution, SettingKind } from './contribution';
import { checkedVariable } from './credentials';
import { Step } from './step';

/** Options of a message to Slack. */
export interface SlackOptions {
  /** Name of the secret that holds the incoming webhook's URL. Where it is not set, nothing is sent. */
  readonly webhookSecret: string;
}

/** Who is told how a run ended. Extend it for a service of your own. */
export abstract class Notifier {
  /** A channel in Slack, by incoming webhook. */
  public static slack(options: SlackOptions): Notifier {
    return new SlackNotifier(options);
  }

  /** Name for people, such as `Slack`. */
  public abstract readonly title: string;

  /** Steps that send the message in `$RUNNER_TEMP/message.json`: `{status, color, headline, detail, fields}`. */
  public abstract send(): Contribution;
}

checkCallsOf(Notifier);

class SlackNotifier extends Notifier {
  public readonly title = 'Slack';

  public constructor(private readonly options: SlackOptions) {
    super();
    checkedVariable(options.webhookSecret, 'Notifier.slack', 'webhookSecret');
  }

  public send(): Contribution {
    const secret = this.options.webhookSecret;
    return {
      steps: [
        Step._script('send', 'send-slack', {
          name: 'Send it to Slack',
          env: { SLACK_WEBHOOK: `\${{ secrets.${secret} }}` },
        }),
      ],
      settings: [
        {
          name: secret,
          kind: SettingKind.SECRET,
          description: 'incoming webhook; without it messages are skipped',
          repositoryLevel: true,
          optional: true,
        },
      ],
    };
  }
}
