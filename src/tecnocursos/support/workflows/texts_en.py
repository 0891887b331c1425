"""What workflows say in English. `{protocol}` and `{protocols}` are filled in when the number is given."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    # What every workflow says
    "choose": "See options",
    "yes": "Yes",
    "no": "No",
    "back": "Back",
    "person_button": "Talk to a person",
    "menu_button": "Menu",
    "again_button": "Try again",
    "not_understood": "Sorry, I did not understand.",
    "offer_person": "I still do not understand. Would you rather talk to a person of our team?",
    "handed_over": "I am passing you to a person of our team. They go on from here, without you repeating everything.",
    "left": "All right, I have stopped here. Write whenever you need us. Send *menu* to see the options.",
    "trouble": "The provider's system did not answer just now. Nothing was lost. Shall we try again?",
    "trouble_person": "The system still does not answer. I am passing you to a person of our team.",
    "refused": "The provider's system did not allow it: {reason} I am passing you to a person of our team.",
    "which_contract": "Which contract is it about?",
    "no_contract": "I found no active contract of yours. I am passing you to a person of our team.",
    # menu
    "menu": "Hello! I am the automatic service of {provider}. How can I help? To talk to a person, send *agent*"
    " at any"
    " time.",
    "menu_second_copy": "Bill and PIX",
    "menu_unlock": "Unlock service",
    "menu_outage": "No internet",
    "menu_diagnosis": "Slow internet",
    "menu_visit": "Technical visit",
    "menu_plan_change": "Change plan",
    "menu_cancellation": "Cancel contract",
    "menu_privacy": "My data (LGPD)",
    "menu_history": "My protocols",
    "menu_person": "Talk to a person",
    # identify
    "ask_document": "To go on, send me the *CPF or CNPJ* of the account holder. If you prefer, send *agent* to"
    " talk to a"
    " person without telling anything.",
    "document_wrong": "This number is not right. Check its digits and send the CPF or CNPJ of the account holder"
    " again.",
    "ask_factor_person": "I have received the CPF {document}. For your safety, please confirm: the holder's *date"
    " of birth*"
    " (day/month/year) or the *last 4 digits* of the registered phone.",
    "ask_factor_company": "I have received the CNPJ {document}. For your safety, send the *last 4 digits* of the"
    " registered"
    " phone.",
    "or_share_phone": "Or tap the button to share your phone.",
    "factor_wrong": "This does not match an account. Try again, or send another CPF or CNPJ.",
    "identified": "Thank you, {name}! All set.",
    "not_identified": "I could not confirm the account. I am passing you to a person of our team.",
    # second copy
    "no_invoices": "Good news: you have no open bills. Protocol: {protocol}",
    "which_invoice": "You have {count} open bills. Which one?",
    "invoice_row": "Due {due}",
    "invoice_row_overdue": "Overdue {due}",
    "invoice": "Bill of *{amount}*, due on {due}. Protocol: {protocol}",
    "invoice_overdue": "Bill of *{amount}*, overdue since {due}. Interest and fines, if any, are added when it is"
    " paid."
    " Protocol: {protocol}",
    "same_invoice": "Of the same bill, of *{amount}*, due on {due}.",
    "pix_follows": "The PIX copy-and-paste code comes in the next message.",
    "line_follows": "The digitable line comes in a message of its own.",
    "no_pix": "This bill has no PIX.",
    "no_bill": "I could not get the means to pay this bill just now. I am passing you to a person of our team.",
    "pdf_later": "The PDF of the boleto is not available just now.",
    "pdf_name": "boleto-{due}.pdf",
    "pdf_caption": "Boleto of {amount}, due on {due}",
    # unlock
    "one_day": "1 day",
    "days": "{count} days",
    "not_blocked": "The contract {plan} is not blocked. If the internet does not work, I can check the connection.",
    "check_button": "Check connection",
    "unlock_terms": "I can unlock the contract *{plan}* on trust for *{duration}*. The bill stays open; if it"
    " is not paid"
    " by then, the block comes back. This can be used only once in a period. Do you confirm?",
    "unlock_yes": "Yes, unlock",
    "unlock_no": "No",
    "unlock_kept": "All right, nothing was unlocked.",
    "unlocked": "Done! The contract is unlocked for {duration}, until {until}. If it is not back in 5 minutes,"
    " switch the"
    " router off and on. Protocol: {protocol}",
    "unlock_refused": "The system did not approve the unlock on trust. Reason: {reason} You can pay now, and you"
    " can ask for"
    " a person to review this automatic decision.",
    "unlock_no_reason": "not told.",
    "pay_button": "Pay now",
    "review_button": "Ask for review",
    "review_opened": "Your request for review is registered with protocol {protocol}. A person will look at it"
    " and answer"
    " here within {days} days.",
    # outage
    "outage": "There is an outage in the region *{region}* since {since}. {message}",
    "outage_forecast": "Expected back: {forecast}.",
    "outage_no_forecast": "It is not known yet when it will be back.",
    "outage_planned": "Maintenance is planned in the region *{region}* from {since}. {message}",
    "outage_end": "You need not do anything with your equipment. Protocol: {protocol}",
    "outage_regions": "There are outages in these regions just now:",
    "outage_yours": "Is it your region?",
    "outage_other": "Not mine",
    # diagnosis
    "suspended": "The contract {plan} is suspended, this is why the internet does not work. You can pay the bill"
    " or see about"
    " the unlock on trust.",
    "unlock_button": "Unlock",
    "ask_lights": "Your equipment has no connection with our network. Look at its lights: is the *LOS* or *PON*"
    " light red or"
    " off?",
    "lights_red": "Yes, red",
    "lights_fine": "No",
    "do_restart": "Let us restart it: 1) unplug the equipment; 2) wait 30 seconds; 3) plug it in and wait 3"
    " minutes. Then tap"
    " *Done*.",
    "restarted": "Done",
    "back_online": "Your connection is back! Protocol: {protocol}",
    "slow_steps": "Your connection is up and the signal is good. To improve it: 1) restart the router; 2) stay"
    " near it and"
    " use the 5 GHz network; 3) test with one device, with a cable if you can. Is it better?",
    "improved": "It is better",
    "not_improved": "It is not",
    "solved": "Great! Protocol: {protocol}",
    "weak_signal": "The optical signal of your equipment is out of range ({signal} dBm). This needs a technical"
    " visit. Shall"
    " we schedule one?",
    "offer_visit": "I could not solve it from here. Shall we schedule a technical visit?",
    "visit_yes": "Yes, schedule",
    "no_visit": "All right. This is registered with protocol {protocol}. If you change your mind, send *visit*.",
    # visit
    "has_visit": "You have a visit on *{when}*. What would you like?",
    "move_button": "Reschedule",
    "cancel_visit_button": "Cancel visit",
    "keep_button": "Keep it",
    "visit_kept": "All right, the visit on {when} stays.",
    "which_slot": "Choose the best time for the visit:",
    "other_slot": "Another time",
    "confirm_slot": "Do you confirm the visit on *{when}*, at {address}? An adult must be there.",
    "visit_booked": "The visit is scheduled for *{when}*. Protocol: {protocol}",
    "slot_gone": "This time has just been taken. Choose another one:",
    "no_slots": "There are no free times just now. Your request is registered with protocol {protocol}, and a"
    " person will"
    " agree on a time with you.",
    "confirm_cancel_visit": "Cancel the visit on *{when}*?",
    "visit_cancelled": "The visit is cancelled. Protocol: {protocol}",
    "visit_reason": "Visit asked for over WhatsApp",
    # plan change
    "which_plan": "Your plan is *{plan}*. Which one would you like?",
    "plan_row": "{price}/month, {down}/{up} Mbps",
    "no_plans": "The plan of this contract is changed by a person of our team. Your request is registered with"
    " protocol"
    " {protocol}.",
    "confirm_plan": "Change from *{old}* to *{new}*, for *{price} a month*, {down} Mbps down and {up} Mbps up. Do you"
    " confirm?",
    "plan_changed": "Your plan is now *{plan}*. {when} Protocol: {protocol}",
    "plan_from": "It holds from {day}.",
    "plan_kept": "All right, your plan stays as it is.",
    # cancellation
    "ask_reason": "You want to cancel the contract *{plan}* ({address}). If you like, tell why; it does not"
    " change your right"
    " to cancel.",
    "reason_moving": "Moving house",
    "reason_price": "Price",
    "reason_quality": "Quality of service",
    "reason_other": "Another reason",
    "reason_untold": "I would rather not say",
    "cancel_terms": "When you cancel the contract *{plan}* ({address}):\n• {fee}\n• {equipment}\n• the service"
    " ends at once"
    " and the last bill is proportional.\nDo you confirm the cancellation?",
    "fee_none": "there is no fee",
    "fee_due": "there is a fee of *{fee}* ({reason})",
    "fee_contract": "as in the contract",
    "equipment_none": "there is no equipment to give back",
    "equipment_due": "to give back: {items}",
    "cancel_yes": "Yes, cancel",
    "cancel_no": "Do not cancel",
    "cancel_kept": "All right, your contract stays active.",
    "cancelled": "*Proof of cancellation*\nContract: {plan} ({address})\nAsked on: {when}\nEnded on: {day}\nProtocol:"
    " {protocol}\nKeep this message.",
    "cancel_by_person": "Your request to cancel the contract *{plan}* is registered on {when}, with protocol"
    " {protocol}, and"
    " holds from now on. The system did not finish it by itself: a person of our team finishes it and sends the"
    " proof here.",
    "all_cancelled": "You have no active contract to cancel.",
    # privacy
    "privacy": "By the LGPD (art. 18) you can ask for what is in the list about your data. Data protection officer:"
    " {contact}.",
    "privacy_identify": "By the LGPD (art. 18) you can ask for information, correction or deletion of your data,"
    " among other"
    " rights. To protect you, a request needs the account to be confirmed. Data protection officer: {contact}.",
    "privacy_contact_unknown": "talk to a person",
    "identify_button": "Confirm account",
    "right_confirmation": "Confirm that there is",
    "right_access": "See my data",
    "right_correction": "Correct data",
    "right_deletion": "Delete or anonymise",
    "right_portability": "Portability",
    "right_sharing": "Who it is shared with",
    "right_consent": "Consent",
    "right_revocation": "Revoke consent",
    "right_opposition": "Object to a use",
    "right_review": "Review a bot's decision",
    "privacy_details": "Describe in one message what should be corrected or reviewed.",
    "privacy_opened": "Request registered: *{right}*. Protocol: {protocol}. The answer comes by {due}. Data"
    " protection"
    " officer: {contact}.",
    # history, person, language
    "history": "Your protocols:\n{protocols}\nFor the whole history of one of them, answer with its number; we"
    " send it within"
    " 5 calendar days.",
    "history_by_person": "Request registered. The whole history comes here within 5 calendar days. Protocol of"
    " this request:"
    " {protocol}",
    "which_language": "Em que idioma prefere falar? / Which language do you prefer?",
    "portuguese": "Português",
    "english": "English",
    "language_set": "All right, we go on in English.",
}
