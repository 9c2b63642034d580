import { Avatar, makeStyles, type AvatarProps, type PresenceBadgeStatus } from '@fluentui/react-components';

const onRightToLeft = ':is([dir=rtl] *)';

// On a right-to-left page, Fluent swaps the two initials, whatever their letters. These styles draw them in their own direction.
// `makeStyles` turns `direction` round on such a page.
const useStyles = makeStyles({
  initials: { [onRightToLeft]: { unicodeBidi: 'bidi-override', direction: 'ltr' } },
  hebrewInitials: { [onRightToLeft]: { unicodeBidi: 'bidi-override', direction: 'rtl' } },
});

interface PersonAvatarProps {
  /** Gives the avatar its initials and its colour. */
  name: string;
  /** Whether an icon replaces the initials. */
  isUnknown?: boolean;
  size: NonNullable<AvatarProps['size']>;
  /** URL of a photo. If it is missing or does not load, the avatar shows the initials. */
  photo?: string | null;
  /** The person's presence, shown as a badge. The component around the avatar shows the presence in words, too. */
  status?: PresenceBadgeStatus | undefined;
  className?: string;
}

/** A person's photo or initials. Screen readers ignore the avatar, because the name is beside it. */
export function PersonAvatar({ name, isUnknown = false, size, photo, status, className }: PersonAvatarProps) {
  const styles = useStyles();
  const isHebrew = /^\p{Script=Hebrew}/u.test(name);
  return (
    <Avatar
      aria-hidden
      color="colorful"
      idForColor={name}
      size={size}
      initials={{ className: isHebrew ? styles.hebrewInitials : styles.initials }}
      {...(!isUnknown && { name })}
      {...(className && { className })}
      {...(photo && { image: { src: photo, alt: '' } })}
      {...(status && { badge: { status } })}
    />
  );
}
