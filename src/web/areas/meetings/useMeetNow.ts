import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useReadable } from '../../base/useReadable.ts';
import { usePhone } from '../../calling/react.tsx';
import type { Problem } from '../../errors/problem.ts';
import { useWorkday } from '../../workday/WorkdayProvider.tsx';

/** Creates meetings. `start` creates a meeting and joins it; `link` is the link of the last meeting. */
export function useMeetNow() {
  const { t } = useTranslation();
  const phone = usePhone();
  const { newMeetings } = useWorkday();
  const link = useReadable(newMeetings.lastLink);
  const [isCreating, setCreating] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const subject = t('meetings.newSubject');
  const start = useCallback(() => {
    const createAndJoin = async () => {
      setProblem(null);
      setCreating(true);
      const created = await newMeetings.create(subject);
      setCreating(false);
      if (!created.ok) return setProblem(created.problem);
      await phone.placeCall({ kind: 'meeting', link: created.value }, { video: false });
    };
    void createAndJoin();
  }, [newMeetings, phone, subject]);
  return { link, isCreating, problem, start };
}
