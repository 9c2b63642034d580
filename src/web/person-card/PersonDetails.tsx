import { Caption1, Link, makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import { Open16Regular } from '@fluentui/react-icons/svg/open';
import { useTranslation } from 'react-i18next';
import { PersonAvatar } from '../ui/PersonAvatar.tsx';
import { PersonCallButtons } from './PersonCallButtons.tsx';
import { PersonFacts } from './PersonFacts.tsx';
import { StarButton } from '../people/StarButton.tsx';
import { usePhoto } from '../people/usePhoto.ts';
import { usePresence } from '../people/usePresence.ts';
import { useLookUp, useProfile } from '../people/useLookUp.ts';

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
});

/**
 * Creates the link that opens a chat with a person in Teams.
 * @see https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-teams
 */
const toTeamsChatLink = (upn: string) =>
  `https://teams.microsoft.com/l/chat/0/0?users=${encodeURIComponent(upn)}`;

/** The content of a person card: photo, presence, buttons to call and to star the person, numbers, work, and ids. */
export function PersonDetails({ rawId, name }: { rawId: string; name: string }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const photo = usePhoto(rawId, 96);
  const presence = usePresence(rawId);
  const lookUpResult = useLookUp(rawId);
  const profile = useProfile(rawId);
  const isInDirectory = lookUpResult !== null && typeof lookUpResult !== 'string';
  const { upn, jobTitle: listedTitle } = isInDirectory ? lookUpResult : { upn: null, jobTitle: null };
  // Without the consent to profiles, Graph hides the job title.
  const profileTitle = profile === null || profile === 'unavailable' ? null : profile.jobTitle;
  const jobTitle = profileTitle ?? listedTitle;
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
        </div>
      </div>
      <div className={styles.buttons}>
        <PersonCallButtons rawId={rawId} name={name} />
        <StarButton rawId={rawId} name={name} />
      </div>
      <PersonFacts rawId={rawId} upn={upn} />
      {upn && (
        <Link className={styles.link} href={toTeamsChatLink(upn)} target="_blank" rel="noreferrer">
          {t('person.openInTeams')} <Open16Regular aria-hidden />
        </Link>
      )}
    </div>
  );
}
