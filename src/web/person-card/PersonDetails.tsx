import { Caption1, Link, makeStyles, Subtitle2, tokens, typographyStyles } from '@fluentui/react-components';
import { Open16Regular } from '@fluentui/react-icons/svg/open';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isGuest } from '../calling/call/target.ts';
import { PersonAvatar } from '../ui/PersonAvatar.tsx';
import { PersonCallButtons, NumberButton } from './CallActions.tsx';
import { StarButton } from '../people/StarButton.tsx';
import { usePhoto } from '../people/usePhoto.ts';
import { useBusyWords } from '../people/useBusyWords.ts';
import { usePresence, useStatusMessage } from '../people/usePresence.ts';
import { useLookUp, useProfile } from '../people/useLookUp.ts';
import { ConsentPrompt } from '../consent/ConsentPrompt.tsx';
import { CopyableId } from '../people/CopyableId.tsx';
import { objectIdOf } from '../people/rawId.ts';

const useStyles = makeStyles({
  card: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    width: '320px',
    maxWidth: `calc(100vw - 2 * ${tokens.spacingHorizontalXXXL})`,
    textAlign: 'start',
  },
  person: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM, minWidth: 0 },
  lines: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  // Names and job titles can be very long, so only three lines are shown.
  clamped: {
    display: '-webkit-box',
    WebkitLineClamp: 3,
    WebkitBoxOrient: 'vertical',
    overflow: 'hidden',
    overflowWrap: 'anywhere',
  },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  link: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalXS, alignSelf: 'start' },
  facts: { display: 'flex', flexDirection: 'column', margin: 0, overflowWrap: 'anywhere' },
  fact: { margin: `0 0 ${tokens.spacingVerticalMNudge}`, minWidth: 0 },
  term: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground2 },
});

/** The link that opens a chat in Teams. @see https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-teams */
const toTeamsChatLink = (upn: string) =>
  `https://teams.microsoft.com/l/chat/0/0?users=${encodeURIComponent(upn)}`;

export function PersonDetails({ rawId, name }: { rawId: string; name: string }) {
  const { t } = useTranslation();
  const styles = useStyles();
  // There are photos of 48 and 96 px. The larger one is drawn a little smaller.
  const photo = usePhoto(rawId, 96);
  const presence = usePresence(rawId);
  const busyWords = useBusyWords(rawId);
  const message = useStatusMessage(rawId);
  const lookUpResult = useLookUp(rawId);
  const profile = useProfile(rawId);
  // A look-up result that is a string says why there is no person.
  const person = typeof lookUpResult === 'string' ? null : lookUpResult;
  const upn = person?.upn ?? null;
  // Without the consent to profiles, Graph may hide the job title of `person`.
  const jobTitle = (profile === 'unavailable' ? null : profile?.jobTitle) ?? person?.jobTitle;
  return (
    <div className={styles.card}>
      <div className={styles.person}>
        <PersonAvatar name={name} size={72} photo={photo} status={presence?.status} />
        <div className={styles.lines}>
          <Subtitle2 className={styles.clamped}>
            <bdi>{name}</bdi>
          </Subtitle2>
          {jobTitle && (
            <Caption1 className={styles.clamped}>
              <bdi>{jobTitle}</bdi>
            </Caption1>
          )}
          {presence && <Caption1>{presence.words}</Caption1>}
          {busyWords !== '' && <Caption1>{busyWords}</Caption1>}
          {message !== '' && (
            <Caption1 className={styles.clamped}>
              <bdi>{message}</bdi>
            </Caption1>
          )}
        </div>
      </div>
      {!isGuest(rawId) && (
        <div className={styles.buttons}>
          <PersonCallButtons rawId={rawId} name={name} />
          <StarButton rawId={rawId} name={name} />
        </div>
      )}
      <PersonFacts rawId={rawId} upn={upn} />
      {upn && (
        <Link className={styles.link} href={toTeamsChatLink(upn)} target="_blank" rel="noreferrer">
          {t('person.openInTeams')} <Open16Regular aria-hidden />
        </Link>
      )}
    </div>
  );
}

/** What is known about a person or a phone number, and a request for the consent that lets the app show more. */
function PersonFacts({ rawId, upn }: { rawId: string; upn: string | null }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const profileAnswer = useProfile(rawId);
  const profile = profileAnswer === 'unavailable' ? null : profileAnswer;
  // A phone number has a raw id such as `4:+14255550100`.
  const isPhone = rawId.startsWith('4:');
  const isColleague = objectIdOf(rawId) !== null;
  return (
    <>
      <dl className={styles.facts}>
        {profile && profile.workNumbers.length > 0 && (
          <Fact term={t('person.workNumber')}>
            {profile.workNumbers.map((text) => (
              <NumberButton key={text} text={text} />
            ))}
          </Fact>
        )}
        {profile?.mobileNumber && (
          <Fact term={t('person.mobileNumber')}>
            <NumberButton text={profile.mobileNumber} />
          </Fact>
        )}
        <TextFact term={t('person.address')} text={profile?.email ?? upn} />
        <TextFact term={t('person.department')} text={profile?.department} />
        <TextFact term={t('person.office')} text={profile?.office} />
        <TextFact term={t('person.company')} text={profile?.company} />
        <TextFact term={t('person.manager')} text={profile?.manager?.name} />
        <Fact term={t(isPhone ? 'person.number' : 'person.id')}>
          <CopyableId rawId={rawId} />
        </Fact>
      </dl>
      {profileAnswer === 'unavailable' && <Caption1>{t('person.noProfile')}</Caption1>}
      {isColleague && <ConsentPrompt feature="profile" />}
      {isPhone && <ConsentPrompt feature="contacts" />}
    </>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  const styles = useStyles();
  return (
    <>
      <dt className={styles.term}>{term}</dt>
      <dd className={styles.fact}>{children}</dd>
    </>
  );
}

/** A fact that is hidden if there is no text. */
function TextFact({ term, text }: { term: string; text: string | null | undefined }) {
  return (
    text && (
      <Fact term={term}>
        <bdi>{text}</bdi>
      </Fact>
    )
  );
}
