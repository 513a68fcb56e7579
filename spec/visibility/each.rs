//! A world that has one of each: something hidden, by somebody who has left and by somebody ignored, in front of
//! something that is there, in every source of a stream and under a post. What chance leaves out is in here.

use entity::Reach;

use super::act::{Act, Share, Who};

fn share(post: usize, author: Who, reach: Reach) -> Share {
    Share {
        post,
        author,
        reach,
        aspects: Vec::new(),
        people: Vec::new(),
        except: Vec::new(),
        tags: Vec::new(),
        mentions: Vec::new(),
    }
}

/// Two posts alike, a second apart.
fn two(acts: &mut Vec<Act>, share: Share) {
    let next = Share {
        post: share.post + 1,
        ..share.clone()
    };
    let wait = Act::Wait { seconds: 1 };
    acts.extend([Act::Publish(share), wait.clone(), Act::Publish(next), wait]);
}

/// Person 0 looks. 1 is a contact, 8 was one, 2 is not; 3 leaves, 4 is ignored.
pub fn acts() -> Vec<Act> {
    let mut acts = Vec::new();
    for (owner, aspect, person) in [(0, 0, 1), (1, 1, 0), (0, 2, 8), (8, 3, 0)] {
        acts.push(Act::AddAspect { owner, aspect });
        acts.push(Act::Put { owner, person, aspect });
    }
    acts.push(Act::Follow { viewer: 0, tag: 0 });
    let limited = |post, author, aspect| Share {
        aspects: vec![aspect],
        ..share(post, author, Reach::Limited)
    };
    let tagged = |post, author| Share {
        tags: vec![0],
        ..share(post, author, Reach::Public)
    };
    let naming = |post, author| Share {
        mentions: vec![0],
        ..share(post, author, Reach::Public)
    };
    two(&mut acts, limited(0, 0, 0));
    two(&mut acts, limited(2, 1, 1));
    two(&mut acts, share(4, 1, Reach::Public));
    two(&mut acts, tagged(6, 2));
    two(&mut acts, naming(8, 2));
    acts.extend([1, 3, 5, 7, 9].map(|post| Act::Hide { viewer: 0, post }));
    for (author, first) in [(3, 10), (4, 20), (8, 30)] {
        two(&mut acts, tagged(first, author));
        two(&mut acts, naming(first + 2, author));
        two(&mut acts, share(first + 4, author, Reach::Public));
    }
    two(&mut acts, limited(40, 8, 3));
    acts.extend(around());
    // Post 0 asks something; 8 votes, and so does whoever looks at post 30.
    acts.push(Act::Vote {
        by: 0,
        post: 0,
        answer: 1,
    });
    acts.push(Act::Vote {
        by: 8,
        post: 30,
        answer: 2,
    });
    acts.extend(spotlight());
    // What one was told of, and has no more.
    acts.push(Act::Publish(Share {
        people: vec![0],
        mentions: vec![0],
        ..share(60, 1, Reach::Limited)
    }));
    acts.push(Act::Withdraw {
        post: 60,
        people: vec![0],
    });
    acts.extend([
        Act::Ignore { owner: 0, person: 4 },
        Act::Ignore { owner: 0, person: 7 },
        Act::Close { person: 6 },
        Act::Close { person: 3 },
        Act::Close { person: 8 },
    ]);
    acts
}

/// Whom the pod shows to everyone: 5, and 6 who leaves, and 7 who is ignored. Nothing else leads person 0 to them.
fn spotlight() -> Vec<Act> {
    let mut acts = vec![Act::WantSpotlight { viewer: 0, shown: true }];
    for (person, first) in [(5, 70), (6, 80), (7, 82)] {
        acts.push(Act::Light { person, shown: true });
        two(&mut acts, share(first, person, Reach::Public));
    }
    // Not for all, not shown any more, hidden: in front of what is there.
    two(&mut acts, share(84, 5, Reach::Pod));
    two(&mut acts, share(86, 2, Reach::Public));
    acts.extend([true, false].map(|shown| Act::Light { person: 2, shown }));
    acts.push(Act::Hide { viewer: 0, post: 71 });
    acts
}

/// What is said, liked and shown around post 4, and around what is said there.
fn around() -> Vec<Act> {
    let mut acts = Vec::new();
    for (comment, author) in [(0, 2), (1, 3), (2, 4), (3, 0)] {
        acts.push(Act::Say {
            comment,
            author,
            post: 4,
            answers: None,
        });
        acts.push(Act::Wait { seconds: 1 });
    }
    for by in [0, 2, 3, 4] {
        for comment in [None, Some(0), Some(1), Some(2)] {
            acts.push(Act::Like {
                by,
                post: 4,
                comment,
                emoji: by % 3,
            });
        }
    }
    for (post, author) in [(50, 2), (51, 3), (52, 4), (53, 0)] {
        acts.push(Act::Reshare {
            post,
            author,
            of: 4,
            words: true,
        });
    }
    acts
}
