import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ParticipantSnapshot } from '../../calling/call/snapshot.ts';
import { useCall, usePresentIds, useSession } from '../../calling/react.tsx';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { useAnnouncement } from '../../ui/useAnnouncement.ts';

/** For about this long after the user has joined, the SDK reports participants who were there before. They are not announced. */
const arrivalMs = 2_000;

/** Who joins or leaves within this time is announced together, because React throws an error after 50 renders in a row. */
const gatherMs = 300;

interface News {
  readonly key: number;
  readonly event: 'joined' | 'left';
  readonly person: ParticipantSnapshot;
  /** How many others joined or left at about the same time. */
  readonly otherCount: number;
}

/** Lets screen readers say who joins and who leaves. Says nothing in a call of two, whose state says the same. */
export function ParticipantNews() {
  const news = useNews();
  // A new key for each event, so that the same words are announced again.
  return news && <Announcement key={news.key} news={news} />;
}

function Announcement({ news: { event, person, otherCount } }: { news: News }) {
  const { t } = useTranslation();
  const name = usePersonName(person.id, person.displayName);
  const values = { name, count: otherCount };
  useAnnouncement(event === 'joined' ? t('people.joined', values) : t('people.left', values), 'polite');
  return null;
}

/** Returns who joined or left last; `null` while nobody has. */
function useNews(): News | null {
  const session = useSession();
  const presentIds = usePresentIds();
  const connectedAt = useCall((call) => call.connectedAt);
  const isMeeting = useCall((call) => call.isMeeting);
  const lastPresent = useRef<readonly ParticipantSnapshot[]>([]);
  const [news, setNews] = useState<News | null>(null);
  useEffect(() => {
    const ids = new Set(presentIds);
    const readPresent = () => session.call.get().participants.filter(({ id }) => ids.has(id));
    const updateNews = () => {
      const present = readPresent();
      const before = lastPresent.current;
      lastPresent.current = present;
      // The user is not in these lists, so one participant means a call of two.
      if (!isMeeting && Math.max(present.length, before.length) < 2) return;
      const joined = findMissing(present, before);
      const left = findMissing(before, present);
      const event = joined.length > 0 ? 'joined' : 'left';
      const [person, ...others] = event === 'joined' ? joined : left;
      if (person)
        setNews((last) => ({ key: (last?.key ?? 0) + 1, event, person, otherCount: others.length }));
    };
    if (connectedAt === null || Date.now() - connectedAt < arrivalMs) {
      lastPresent.current = readPresent();
      return undefined;
    }
    const timer = setTimeout(updateNews, gatherMs);
    return () => clearTimeout(timer);
  }, [presentIds, session, connectedAt, isMeeting]);
  return news;
}

/** @returns the participants in `list` who are missing in `other` */
function findMissing(list: readonly ParticipantSnapshot[], other: readonly ParticipantSnapshot[]) {
  const otherIds = new Set(other.map(({ id }) => id));
  return list.filter(({ id }) => !otherIds.has(id));
}
