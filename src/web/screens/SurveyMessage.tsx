import { Button, makeStyles } from '@fluentui/react-components';
import { Star20Regular } from '@fluentui/react-icons/svg/star';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useReadable } from '../base/useReadable.ts';
import { usePhone, usePhoneStateLater, useSettings } from '../calling/react.tsx';
import { addRetry } from '../errors/problem.ts';
import { translateSdkError } from '../errors/translateSdkError.ts';
import { Message } from '../ui/Message.tsx';
import { onOneColumn } from '../ui/screenWidth.ts';
import { surveyOffer, withdrawSurveyOffer, type SurveyOffer } from '../features/call-survey/callSurvey.ts';

const useStyles = makeStyles({
  // On a phone, the question needs the room of five large buttons. `&&&&&` outweighs `page.css` and `MessageLine`.
  stars: { display: 'flex', '&&&&& > button': { [onOneColumn]: { minWidth: '24px', paddingInline: 0 } } },
});

/** The shortest time between two questions: a user who is asked more often gets used to closing the question. */
const minPauseMs = 7 * 24 * 3_600_000;
const scores = [1, 2, 3, 4, 5] as const;

/** Asks now and then how the last call was. It takes no focus, the next call removes it, and a setting turns it off. */
export function SurveyMessage() {
  const offer = useReadable(surveyOffer);
  const isInCall = usePhoneStateLater((state) => state.calls.length > 0);
  const [{ callSurvey, surveyAskedAt }] = useSettings();
  if (!offer || !callSurvey || isInCall) return null;
  // The question itself sets `surveyAskedAt` to the end of its call when it appears, and must stay on the screen then.
  const isDue = offer.endedAt === surveyAskedAt || offer.endedAt - surveyAskedAt >= minPauseMs;
  return isDue && <Question offer={offer} />;
}

function Question({ offer }: { offer: SurveyOffer }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const phone = usePhone();
  const [, changeSettings] = useSettings();
  useEffect(() => {
    changeSettings({ surveyAskedAt: offer.endedAt });
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `changeSettings` is a new function at each render.
  }, [offer]);
  const rate = (score: number) => {
    withdrawSurveyOffer();
    offer.submit(score).catch((cause: unknown) => {
      const { problem } = translateSdkError(cause, 'call-command-failed');
      phone.reportProblem(addRetry(problem, () => rate(score)));
    });
  };
  const stars = (
    <span role="group" aria-label={t('survey.question')} className={styles.stars}>
      {scores.map((score) => (
        <Button
          key={score}
          size="small"
          appearance="subtle"
          icon={<Star20Regular />}
          aria-label={t(`survey.scores.${score}`)}
          title={t(`survey.scores.${score}`)}
          onClick={() => rate(score)}
        />
      ))}
    </span>
  );
  return (
    <Message role="status" controls={stars} onDismiss={withdrawSurveyOffer}>
      {t('survey.question')}
    </Message>
  );
}
