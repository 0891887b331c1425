"""`whatsapp`: the local WhatsApp server, and a customer's chat with it in the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tecnocursos.cli.environment import read_settings
from tecnocursos.cli.errors import AddressUnusable
from tecnocursos.cli.language import reason_of, say
from tecnocursos.cli.terminal import Output

app = typer.Typer(no_args_is_help=True, help=say("WhatsApp on this machine.", "WhatsApp nesta máquina."))

_PORT = 8088
_SERVER_HELP = say("Run a server that does what WhatsApp does.", "Roda um servidor que faz o que o WhatsApp faz.")
_SIMULATE_HELP = say(
    "Be a customer: chat with the customer service of `tecnocursos serve`, which connects a number for it by itself; "
    "or with any number whose webhook is named.",
    "Seja um cliente: converse com o atendimento de `tecnocursos serve`, que liga um número para isso sozinho; "
    "ou com qualquer número cujo webhook for indicado.",
)
_EMAIL_HELP = say(
    "Of a member of the organisation; needed where there are several people.",
    "De alguém da organização; necessário onde há várias pessoas.",
)
_HOST_HELP = say("Address of this machine to listen on.", "Endereço desta máquina em que atender.")
_LISTEN_HELP = say("Port to listen on; 0: any free one.", "Porta em que atender; 0: qualquer uma livre.")
_WHERE_HELP = say("Where the local WhatsApp server is.", "Onde está o servidor local de WhatsApp.")
_WEBHOOK_HELP = say(
    "The webhook of a number, as its page shows it; it is then connected to the server that --server names.",
    "O webhook de um número, como na página dele; ele é então ligado ao servidor que --server indica.",
)
_NUMBER_HELP = say("Id of the number.", "Id do número.")
_BUSINESS_HELP = say("Id of its WhatsApp Business account.", "Id da conta WhatsApp Business dele.")
_PHONE_HELP = say("Your phone, digits with country code.", "O seu telefone, só dígitos com código do país.")
_NAME_HELP = say("The name that you show.", "O nome que você mostra.")
_FILES_HELP = say("Folder for the files that you get.", "Pasta para os arquivos que você receber.")
_SECRET_HELP = say("As set at the number.", "Como está no número.")


@app.command(help=_SERVER_HELP)
def server(
    host: Annotated[str, typer.Option(help=_HOST_HELP)] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65_535, help=_LISTEN_HELP)] = _PORT,
) -> None:
    from tecnocursos.simulator.serving import GRAPH_VERSION, serve

    console = Output(as_json=False)

    def greet(url: str) -> None:
        told = say(
            "The local WhatsApp server is at {url}, its Graph API at {url}/{version}. Ctrl-C ends it.",
            "O servidor local de WhatsApp está em {url}, e a API Graph em {url}/{version}. Ctrl-C encerra.",
        )
        console.line(told.format(url=url, version=GRAPH_VERSION))

    with console.errors():
        try:
            serve(host, port, greet)
        except OSError as error:
            raise AddressUnusable(address=f"{host}:{port}", reason=reason_of(error)) from error


@app.command(help=_SIMULATE_HELP)
def simulate(
    email: Annotated[str | None, typer.Option(help=_EMAIL_HELP)] = None,
    webhook: Annotated[str | None, typer.Option(envvar="WHATSAPP_WEBHOOK_URL", help=_WEBHOOK_HELP)] = None,
    app_secret: Annotated[str, typer.Option(envvar="WHATSAPP_APP_SECRET", help=_SECRET_HELP)] = "",
    access_token: Annotated[str, typer.Option(envvar="WHATSAPP_ACCESS_TOKEN", help=_SECRET_HELP)] = "",
    verify_token: Annotated[str, typer.Option(envvar="WHATSAPP_VERIFY_TOKEN", help=_SECRET_HELP)] = "",
    number: Annotated[str, typer.Option(envvar="WHATSAPP_PHONE_NUMBER_ID", help=_NUMBER_HELP)] = "7001",
    business: Annotated[str, typer.Option(envvar="WHATSAPP_BUSINESS_ID", help=_BUSINESS_HELP)] = "9001",
    server_url: Annotated[str, typer.Option("--server", help=_WHERE_HELP)] = f"http://127.0.0.1:{_PORT}",
    phone: Annotated[str, typer.Option(help=_PHONE_HELP)] = "5511987654321",
    name: Annotated[str, typer.Option(help=_NAME_HELP)] = "Rosa",
    files: Annotated[Path, typer.Option(help=_FILES_HELP, file_okay=False)] = Path("whatsapp"),
) -> None:
    from tecnocursos.cli.customer_chat import CustomerChat
    from tecnocursos.cli.local_whatsapp import LocalWhatsApp
    from tecnocursos.simulator.control import Control

    with Output(as_json=False).errors():
        control = Control(server_url)
        if webhook is None:
            from tecnocursos.cli.simulated_number import connect

            control, number = connect(read_settings(), email)
        with LocalWhatsApp(control, number, phone) as whatsapp:
            if webhook is not None:
                whatsapp.connect(
                    {
                        "business_id": business,
                        "webhook_url": webhook,
                        "app_secret": app_secret,
                        "access_token": access_token,
                        "verify_token": verify_token,
                    }
                )
            whatsapp.be_there(name)
            CustomerChat(whatsapp, files).run()
