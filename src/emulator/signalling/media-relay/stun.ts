/** The type of a STUN message (RFC 8489) that asks whether a pair of candidates works, and of its attribute USERNAME. */
const bindingRequest = 0x0001;
const userNameAttribute = 0x0006;
const magicCookie = 0x2112a442;
const headerBytes = 20;

/**
 * Tells whether a packet is a check of ICE (a STUN binding request) between the offering page with this user name fragment and
 * its other side. The user name is `<fragment of the receiver>:<fragment of the sender>`.
 */
export function isUserNameOf(
  packet: Buffer,
  offererFragment: string,
  sender: 'offerer' | 'answerer',
): boolean {
  if (packet.length < headerBytes || packet.readUInt16BE(0) !== bindingRequest) return false;
  if (packet.readUInt32BE(4) !== magicCookie) return false;
  for (let offset = headerBytes; offset + 4 <= packet.length;) {
    const type = packet.readUInt16BE(offset);
    const length = packet.readUInt16BE(offset + 2);
    if (type === userNameAttribute) {
      const [receiverFragment, senderFragment] = packet
        .toString('utf8', offset + 4, offset + 4 + length)
        .split(':');
      return (sender === 'offerer' ? senderFragment : receiverFragment) === offererFragment;
    }
    // Attributes are padded to a multiple of four bytes.
    offset += 4 + Math.ceil(length / 4) * 4;
  }
  return false;
}
