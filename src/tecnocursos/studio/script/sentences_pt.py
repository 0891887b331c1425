"""The writer's Brazilian Portuguese."""

from __future__ import annotations

from tecnocursos.studio.script.phrases import Phrases, word_set

_PARTICLES = word_set(
    """a o as os e ou um uma uns umas de do da dos das em no na nos nas ao aos por para com sem sob ate que se ja
    nao mais sua seu suas seus meu sao ser tem ter via bem mal sim so la ai vai voce dia dias hoje rua luz som"""
)
_ACTIONS = word_set(
    """tenha meca abra acesse acione ache aguarde ajuste altere anote apague aperte aplique aproxime ative atualize
    avise baixe busque cadastre chame clique cole coloque compare complete conecte confira confirme configure
    conheca consulte continue conte copie corte crie defina deixe desative desconecte desligue digite divida
    encaixe encontre entre envie escolha escreva espere evite execute explique faca fale feche fixe finalize
    gere guarde grave identifique imprima inclua indique inicie informe insira instale junte leia libere ligue
    limpe localize mantenha marque mova mude nao observe ouca pague passe peca pegue pense pergunte posicione
    preencha prenda pressione procure programe proteja puxe reabra reconecte registre reinicie religue remova
    repita responda reserve retire revise rode salve segure selecione separe siga solicite substitua teste tire
    tente toque troque use utilize va valide veja verifique vire visite volte"""
)

PORTUGUESE = Phrases(
    continued="(continuação)",
    conjunction="e",
    alternative="ou",
    yes="sim",
    no="não",
    step="Passo {number}: ",
    ordinals=(
        "Primeiro", "Segundo", "Terceiro", "Quarto", "Quinto", "Sexto", "Sétimo", "Oitavo", "Nono", "Décimo",
    ),
    item="Item {number}: ",
    list_end="E, por fim, ",
    columns="A tabela mostra {columns}.",
    columns_of_labelled="As colunas são: {columns}.",
    labelled="{label} mostra: {description}",
    caption_names={
        "figura": "A figura", "fig": "A figura", "imagem": "A imagem", "foto": "A foto", "ilustracao": "A ilustração",
        "tabela": "A tabela", "tab": "A tabela", "tela": "A tela", "grafico": "O gráfico", "quadro": "O quadro",
        "diagrama": "O diagrama", "mapa": "O mapa", "esquema": "O esquema",
    },
    picture="A figura mostra: {description}",
    named_picture="Na tela, {description}",
    bare_picture="Observe a imagem na tela.",
    code="Veja o código na tela.",
    plain_text="Veja o trecho na tela.",
    code_in="O código na tela está em {language}.",
    commands="Veja os comandos na tela.",
    code_continued="O código continua na tela.",
    plain_text_continued="O trecho continua na tela.",
    person_quote="Nas palavras de {name}:",
    source_quote="Fonte: {name}",
    recap_title="O que você viu",
    recap="Neste curso, você viu: {topics}.",
    recap_of_many="Neste curso, você viu, entre outros temas: {topics}.",
    closing_titles=word_set(
        """obrigado obrigada obrigados agradecimentos duvidas perguntas conclusao conclusoes resumo resumindo
        recapitulando encerramento finalizando fim contato contatos revisao"""
    ),
    procedure_words=word_set(
        """passo passos etapa etapas procedimento procedimentos como instrucoes roteiro tutorial instalacao
        configuracao instalar configurar siga sequencia"""
    ),
    actions=_ACTIONS,
    infinitive_endings=("ar", "er", "ir"),
    small_words=_PARTICLES | _ACTIONS | word_set(
        """cada todo toda todos todas qual quais quem qualquer nenhum nenhuma outro outra outros outras este esta estes
        estas esse essa isto isso quando quanto onde como porque sempre nunca apenas somente tambem ainda depois
        antes durante entre sobre maior menor melhor pior menos muito muita muitos muitas pouco alguns algumas dois
        duas tres quatro cinco seis sete oito nove dez abrir acessar acompanhar ajustar ativar atualizar baixar
        cadastrar cancelar comprar conectar conferir configurar consultar copiar criar definir desligar enviar
        escolher escrever evitar explicar falar fazer guardar identificar imprimir informar instalar ligar limpar
        manter marcar medir melhorar mudar pagar pedir registrar reiniciar resolver responder salvar seguir
        selecionar solicitar ter testar trocar usar utilizar ver verificar leitura numero sintoma velocidade versao
        download upload indicado indicada autor autora mes cidade bairro regiao telefone e-mail endereco total media
        ano semana resultado objetivo meta percentual taxa codigo categoria tamanho peso altura largura material
        ferramenta atividade duracao inicio nivel frequencia alcance recurso beneficio sinal significado situacao
        opcao campo unidade tecnologia modelo marca canal turno funcao cargo setor area equipe comando exemplo verbo
        traducao palavra pronuncia cabo cabos caixa aparelho pagamento vencimento multa desconto pergunta resposta
        janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro segunda terca
        quarta quinta sexta sabado domingo preco valor prazo plano etapa item produto servico descricao quantidade
        data horario tipo causa solucao problema acao responsavel status nome observacao vantagem desvantagem
        cliente equipamento luz cor boa bom ruim verde verdes vermelho vermelha azul amarelo amarela branco branca
        preto preta aceso acesa apagado apagada ligado ligada desligado desligada fixo fixa fonte fontes sinal distancia
        velocidades leitura paredes parede recebe ligam liga volta ha nada tudo alguma"""
    ),
    stop_words=_PARTICLES | word_set(
        """este esta isso isto esse essa ele ela eles elas como quando onde porque tambem muito entao pode podem deve
        devem ha foi estao nos eu lhe me te pelo pela pelos pelas entre sobre cada aqui agora assim mas pois"""
    ),
    picture_words=word_set(
        """foto fotografia imagem figura diagrama grafico ilustracao desenho esquema mapa captura tela print fluxograma
        planta icone infografico logotipo"""
    ),
    showing=word_set("mostra mostram apresenta apresentam exibe exibem traz trazem ilustra ilustram"),
    callouts=word_set(
        "atencao nota notas importante aviso cuidado dica dicas observacao obs perigo lembrete alerta advertencia"
    ),
    title_particles=_PARTICLES,
)  # fmt: skip
