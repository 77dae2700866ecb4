/** The first words of exported functions: what they do, or what their answer says (`isOpen`, `hasMark`, `toSeconds`). */
export const VERBS: ReadonlySet<string> = new Set(
  `abandon accept add advance align allows analyze announce answer append applies apply are ask asks assert assign authenticate
  begin build bump cache call capitalize carry change changes check choose claim classify clean click close collect comment
  commit compare compile compose compute confirm consider convert count create cross crosspost cut decide decode default define
  delete deploy derive describe determine diff dispatch draft draw drop edit end ends enqueue ensure export enter escape evolve examine
  exchange exclude execute explain extract fail fetch fill find fit fits follow forget format from get give grant group guess
  handle has hash hold indent infer insert install is join judge keep keeps lay learn leave limit link list listen load lock log
  looks make match may measure mention merge migrate move name normalize observe offer open pack pad pair parse pass perform
  pick pin pipe plan play post prepare preview promote protect prove prune push put query quote rank react read rebase receive record
  redact redeliver redirect redraws refuse register release remember remove rename render reopen repeat replace replay reply
  report request require rerequest rerun reschedule resolve retry revert review route run runs save say schedule score search seed select
  send serialize serve set settle setup shorten show sign spawn spend split stack start state step stop store stream strip suggest
  summarize survey tag take takes tally tell tick tidy to tokenize track truncate try unassign unlink unpack unwrap update upsert
  connect finish mute roll init import revoke propose simulate sum look translate unlock free restart expect discover scale touch respond uses verify view void wait withhold scrub disclose rehearse wants warn was watch withdraw with wrap write`.split(
    /\s+/,
  ),
)

/** Functions that are called by what they are: a value that is known or claimed, a hyperscript element, the program's start. */
export const NOT_VERBS: ReadonlySet<string> = new Set(['known', 'claimed', 'unknown', 'h', 'html', 'main'])

/** Words of the old dialect, which no name may have. CONTEXT.md has the words of the field in their place. */
export const RETIRED_WORDS: ReadonlySet<string> = new Set(
  `door doors hub hubs deed deeds sights scenery pulse spawner spawning obey obeyed obeying whisper whispers whispering saying
  stillness mattering glance cameback keeping surveyed`.split(/\s+/),
)
