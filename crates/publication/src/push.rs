//! Copying to KV what a program publishes: a job behind each change, safe to repeat and to run beside another.

use std::rc::Rc;

use laurel_domain::{ProgramId, Timestamp};

use crate::platform::{Built, Payload, Platform};
use crate::read::note_at_edge;
use crate::truth::Copy;
use crate::{COPY_LIFE, Copied, Truth};

/// How long to wait before a refused key is written again, in milliseconds: KV takes one write a second and key.
const PAUSE: u64 = 1_100;
/// How old a copy may be that is left as it is, in milliseconds.
const YOUNG: i64 = COPY_LIFE as i64 * 1_000 / 2;

/// Writes the copies that changed, or that will end, and notes in D1 that KV holds this revision. An error when
/// some were refused twice; what was written is noted then, and readers go on with D1.
pub async fn push<S: Platform>(platform: &S, program: &ProgramId) -> Result<(), S::Error> {
    copy(platform, program, YOUNG).await
}

/// Makes the copies of a program again that ended in KV, unless somebody did within the last hour.
pub async fn renew<S: Platform>(platform: &S, program: &ProgramId) -> Result<(), S::Error> {
    if platform.claim(program).await? {
        copy(platform, program, 0).await?;
    }
    Ok(())
}

async fn copy<S: Platform>(platform: &S, program: &ProgramId, young: i64) -> Result<(), S::Error> {
    let asked_at = platform.now();
    let Some(built) = platform.build(program).await? else {
        return Ok(());
    };
    // Whoever reads here sees the change at once, whatever KV says.
    tell(platform, program, &built, built.copied.clone(), asked_at).await;
    let form = S::Payload::FORM;
    let mut copied = Copied {
        form,
        ..Copied::default()
    };
    let mut waiting = Vec::new();
    for (target, payload) in &built.payloads {
        let name = target.to_string();
        let before = built.copied.copies.get(&name).filter(|before| {
            let age = asked_at.since(Timestamp::from_millis(before.at));
            built.copied.form == form && before.digest == payload.digest() && age < young
        });
        match before {
            Some(before) => {
                copied.copies.insert(name, before.clone());
            }
            None => waiting.push((target, payload)),
        }
    }
    let mut refused = Ok(());
    for round in 0..2 {
        if waiting.is_empty() {
            break;
        }
        if round > 0 {
            platform.pause(PAUSE).await;
        }
        refused = Ok(());
        for (target, payload) in std::mem::take(&mut waiting) {
            let key = target.copy_key(form, built.revision);
            match platform.kv_put(&key, payload.to_text()).await {
                Ok(()) => {
                    let copy = Copy {
                        revision: built.revision,
                        digest: payload.digest().to_owned(),
                        at: platform.now().millis(),
                    };
                    copied.copies.insert(target.to_string(), copy);
                }
                Err(error) => {
                    waiting.push((target, payload));
                    refused = Err(error);
                }
            }
        }
    }
    if refused.is_ok() {
        copied.revision = built.revision;
    }
    platform.save(program, built.revision, &copied).await?;
    if refused.is_ok() {
        tell(platform, program, &built, copied, asked_at).await;
    }
    refused
}

/// Tells this isolate and its edge what D1 said.
async fn tell<S: Platform>(
    platform: &S,
    program: &ProgramId,
    built: &Built<S::Payload>,
    copied: Copied,
    asked_at: Timestamp,
) {
    let truth = Rc::new(Truth {
        program: program.clone(),
        revision: built.revision,
        copied,
        asked_at,
    });
    if !truth.is_fresh(platform.now()) {
        return;
    }
    platform.memory(|memory| {
        memory.keep(Rc::clone(&truth), asked_at);
        for (target, payload) in &built.payloads {
            memory.belongs(target, program);
            memory.hold(target, built.revision, Some(Rc::clone(payload)));
        }
    });
    note_at_edge(platform, &truth, asked_at).await;
}
